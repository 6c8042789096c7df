// Where the model's rollout stands on this server, and what an administrator may do about it.

import { el, latest, post, repeat, show } from "./api.js";
import { duration } from "./traffic.js";

const UNDER_WAY_MILLIS = 1000;
const QUIET_MILLIS = 3000;

/** From a finger's or a mouse's leaving to the click that follows. */
const CLICK_MILLIS = 300;
const GUARDS = {
  error_rate: "failed, in parts of all",
  p50: "median",
  p99: "99th percentile",
  non_finite: "outputs that are no numbers",
  cycle: "cycle error",
  reconstruction: "reconstruction error",
};
const VERDICTS = { PASSES: ["passes", "pass"], BREACHED: ["breached", "breach"], TOO_LITTLE: ["too little seen", ""] };
const POLICIES = { NEWEST: "the newest version serves", PINNED: "pinned to one version", MANAGED: "moved by rollouts alone" };

export class Rollout {
  constructor(model, versions, refused) {
    this.model = model;
    this.versions = versions;
    this.refused = refused;
    this.box = document.getElementById("rollout-body");
    this.status = document.getElementById("rollout-status");
    this.refresh = latest(() => this.read());
    this.box.addEventListener("pointerdown", () => (this.pressed = true));
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => this.release());
    repeat(() => this.refresh(), () => (this.underWay ? UNDER_WAY_MILLIS : QUIET_MILLIS));
  }

  /** What is pressed must still be there when its click comes: until then nothing is drawn anew. */
  release() {
    if (!this.pressed) return;
    setTimeout(() => {
      this.pressed = false;
      this.refresh();
    }, CLICK_MILLIS);
  }

  async read() {
    if (!this.model()) return;
    try {
      this.render((await post("rollout", { model: this.model() })).status);
      if (this.failed) show(this.status, "");
      this.failed = false;
    } catch (failure) {
      this.failed = true;
      this.underWay = false;
      if (failure.needsToken) {
        this.box.replaceChildren(el("p", { class: "empty" }, "Rollouts are for administrators."));
        this.drawn = "";
      }
      show(this.status, failure.message, true);
      this.refused(failure);
    }
  }

  async act(method, message, done) {
    this.box.querySelectorAll("button").forEach((button) => (button.disabled = true));
    try {
      const answer = await post("rollout/" + method, { model: this.model(), ...message });
      show(this.status, done);
      this.saidAt = answer.status.state.generation;
      this.drawn = "";
      this.render(answer.status);
    } catch (failure) {
      this.drawn = "";
      show(this.status, failure.message, true);
      this.refused(failure);
      this.refresh();
    }
  }

  render(status) {
    const { state } = status;
    this.underWay = state.candidate !== "0";
    if (this.saidAt && this.saidAt !== state.generation) {
      this.saidAt = null;
      show(this.status, "");
    }
    if (this.pressed) return;
    const choices = this.versions().map((version) => version.version).join();
    const text = JSON.stringify([status, choices]);
    if (text === this.drawn || this.box.contains(document.activeElement) && document.activeElement.tagName === "SELECT") return;
    this.drawn = text;
    const focused = this.box.contains(document.activeElement) ? document.activeElement.dataset.do : null;
    this.box.replaceChildren(...[
      this.headline(status),
      this.underWay ? steps(status) : null,
      status.trouble && !this.underWay ? el("p", { class: "lede", id: "trouble" }, `The state is out of reach: ${status.trouble}.`) : null,
      this.underWay ? el("p", { class: "lede", id: "waiting" }, status.waiting_for ? `Waits for ${status.waiting_for}.` : "Moves on by itself.") : null,
      this.actions(state),
      this.underWay ? evidence(status) : null,
      history(state),
    ].filter(Boolean));
    if (focused) this.box.querySelector(`[data-do="${focused}"]`)?.focus();
  }

  headline({ state, candidate_share: share }) {
    const policy = POLICIES[state.policy.replace("VERSION_POLICY_", "")];
    const facts = [
      ["Policy", policy || "the newest version serves"],
      ["Stable", state.stable === "0" ? "the newest" : "version " + state.stable],
      this.underWay ? ["Candidate", "version " + state.candidate] : null,
      this.underWay ? ["Its share of calls", state.step === 0 ? "shadow: copies alone" : percent(share)] : null,
      state.previous !== "0" ? ["Kept to go back to", "version " + state.previous] : null,
    ].filter(Boolean);
    return el("dl", { class: "facts", id: "rollout-facts" }, ...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
  }

  actions(state) {
    const generation = state.generation;
    if (!this.underWay) return this.starting(state);
    const version = state.candidate;
    return el("div", { class: "actions" },
      button("promote", "main", "Promote to all calls", () => this.act("promote", { generation }, `Version ${version} takes every call.`)),
      state.paused
        ? button("pause", "", "Resume", () => this.act("pause", { generation, resume: true }, "The rollout goes on."))
        : button("pause", "", "Pause", () => this.act("pause", { generation }, "The rollout is held at this step; its guards still watch.")),
      button("rollback", "danger", "Roll back", () => this.act("rollback", { generation, reason: "rolled back in the console" }, `Version ${version} is taken back.`)));
  }

  starting(state) {
    const refused = new Set(state.refused.map((version) => version.version));
    const candidates = this.versions().filter((version) => version.version !== state.stable && version.state !== "VERSION_STATE_FAILED");
    const select = el("select", { "aria-label": "Version to roll out" },
      ...candidates.map(({ version }) => el("option", { value: version }, `version ${version}${refused.has(version) ? ", taken back before" : ""}`)));
    const start = () => this.act("start", { candidate: select.value, retry_refused: refused.has(select.value) }, `Version ${select.value} begins in the shadow.`);
    return el("div", { class: "actions" },
      candidates.length && state.stable !== "0"
        ? el("label", {}, select) : null,
      candidates.length && state.stable !== "0"
        ? button("start", "main", "Start rollout", start)
        : el("span", { class: "empty" }, state.stable === "0" ? "Pin a version first, and a newer one can be rolled out beside it." : "There is no other version to roll out."),
      state.stable === "0" ? this.pinning() : null,
      state.previous !== "0"
        ? button("rollback", "danger", `Go back to version ${state.previous}`, () => this.act("rollback", { generation: state.generation, reason: "rolled back in the console" }, `Version ${state.previous} serves again.`)) : null);
  }

  pinning() {
    const serving = this.versions().find((version) => version.state === "VERSION_STATE_SERVING");
    return serving ? button("pin", "", `Pin version ${serving.version}`, () => this.act("pin", { version: serving.version }, `Version ${serving.version} serves until told otherwise.`)) : null;
  }
}

function button(name, style, text, onclick) {
  return el("button", { type: "button", class: style, "data-do": name, onclick }, text);
}

function percent(share) {
  return `${Number((share * 100).toFixed(1))} %`;
}

function steps({ state }) {
  const names = ["shadow", ...(state.settings?.steps || []).map(percent)];
  return el("ol", { class: "steps", "aria-label": "Steps" }, ...names.map((name, i) =>
    el("li", { class: i < state.step ? "done" : i === state.step ? "now" : "", "aria-current": i === state.step ? "step" : undefined }, name)));
}

function evidence({ stable, candidate, guards }) {
  const millis = (text) => (text ? parseFloat(text) * 1000 : null);
  const rows = [
    ["calls", (of) => of.calls], ["failed", (of) => of.errors],
    ["p50", (of) => duration(millis(of.p50) || null)], ["p99", (of) => duration(millis(of.p99) || null)],
    ["copies in the shadow", (of) => of.copies], ["checked swaps", (of) => of.checks],
  ];
  const none = { calls: 0, errors: 0, copies: 0, checks: 0 };
  const cell = (text, style = "n") => el("td", { class: style }, text);
  const table = el("table", { class: "data", id: "guards" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Since the step began"), el("th", { scope: "col", class: "n" }, "stable"), el("th", { scope: "col", class: "n" }, "candidate"), el("th", { scope: "col", class: "n" }, "at most"), el("th", { scope: "col" }, "guard"))),
    el("tbody", {},
      ...rows.map(([name, of]) => el("tr", {}, el("th", { scope: "row" }, name), cell(of(stable || none)), cell(of(candidate || none)), cell(""), cell("", ""))),
      ...guards.map((guard) => {
        const [verdict, style] = VERDICTS[guard.verdict.replace("GUARD_VERDICT_", "")] || ["–", ""];
        return el("tr", {}, el("th", { scope: "row" }, GUARDS[guard.guard] || guard.guard.replaceAll("_", " ")),
          ...[guard.stable, guard.candidate, guard.limit].map((value) => cell(/^p\d/.test(guard.guard) ? duration(Number(value) * 1000 || null) : figure(value))),
          cell(verdict, style));
      })));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Evidence and guards" }, table);
}

function figure(value) {
  const parsed = Number(value);
  return Number.isFinite(parsed) ? String(Number(parsed.toPrecision(3))) : "–";
}

function history(state) {
  const events = [...state.history].reverse();
  return el("div", { class: "past" }, el("h3", {}, "History"), events.length
    ? el("ol", { class: "history", tabindex: "0" }, ...events.map((event) => el("li", {}, el("time", { datetime: event.at }, new Date(event.at).toLocaleString([], { dateStyle: "short", timeStyle: "medium" })), el("span", {}, event.what))))
    : el("p", { class: "empty" }, "Nothing has happened yet."));
}
