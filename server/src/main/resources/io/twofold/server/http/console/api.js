// Calls of the server's JSON API. The token lives in this module alone, and goes with the page.

let token = "";

export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  get needsToken() {
    return this.status === 401 || (this.status === 403 && this.code === "PERMISSION_DENIED");
  }
}

export function useToken(value) {
  token = value.trim();
}

export function post(method, message) {
  return call(method, { method: "POST", body: JSON.stringify(message), headers: { "Content-Type": "application/json" } });
}

export function get(method) {
  return call(method, { method: "GET", headers: {} });
}

async function call(method, options) {
  if (token) options.headers.Authorization = "Bearer " + token;
  let response;
  try {
    response = await fetch("/api/v1/" + method, { ...options, cache: "no-store" });
  } catch {
    throw new Refused(0, "UNAVAILABLE", "The server does not answer.");
  }
  let body;
  try {
    body = await response.json();
  } catch {
    throw new Refused(response.status, "UNKNOWN", "The server’s answer was not whole.");
  }
  if (!response.ok) throw new Refused(response.status, body.code, body.message || body.code);
  return body;
}

// Runs one call of a kind at a time. What is asked for meanwhile waits, and only the latest is kept.
export function latest(work, pauseMillis = 0) {
  let running = false;
  let wanted = false;
  const run = async () => {
    running = true;
    while (wanted) {
      wanted = false;
      await new Promise((after) => setTimeout(after, pauseMillis));
      await work();
    }
    running = false;
  };
  return () => {
    wanted = true;
    if (!running) run();
  };
}

// Does something now and again and again, but not while no one looks.
export function repeat(work, millis) {
  const turn = async () => {
    if (!document.hidden) await work();
    setTimeout(turn, typeof millis === "function" ? millis() : millis);
  };
  turn();
}

export function show(status, text, failed = false) {
  if (status.textContent !== text) status.textContent = text;
  status.classList.toggle("error", failed);
}

// An element with attributes and children; texts are texts, never markup.
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
