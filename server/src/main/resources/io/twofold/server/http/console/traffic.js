// Rates and percentiles of the last ten seconds, from two readings of the server's own histograms.

import { el, get, repeat, show } from "./api.js";

const WINDOW_MILLIS = 10_000;
const MINUTE_MILLIS = 60_000;

export class Traffic {
  constructor(refused) {
    this.readings = [];
    this.body = document.querySelector("#traffic tbody");
    this.status = document.getElementById("traffic-status");
    this.inFlight = document.getElementById("in-flight");
    repeat(async () => {
      try {
        this.take(await get("stats"));
      } catch (failure) {
        show(this.status, failure.message, true);
        refused(failure);
      }
    }, 1000);
  }

  take(stats) {
    const reading = { at: stats.at_millis, rows: new Map() };
    for (const calls of stats.calls) {
      const key = [calls.model, calls.version, calls.rpc].join("\n");
      const row = reading.rows.get(key) || { ok: 0, failed: 0, atMost: stats.bounds_millis.map(() => 0) };
      if (calls.code === "OK") {
        row.ok += calls.count;
        row.atMost = calls.at_most;
      } else row.failed += calls.count;
      reading.rows.set(key, row);
    }
    const last = this.readings.at(-1);
    const restarted = last && (last.at > reading.at || [...last.rows].some(([key, row]) => row.ok > (reading.rows.get(key)?.ok ?? row.ok)));
    if (restarted) this.readings = [];
    this.readings.push(reading);
    this.readings = this.readings.filter((each) => reading.at - each.at <= MINUTE_MILLIS);
    this.inFlight.textContent = stats.in_flight ? `${stats.in_flight} in flight.` : "";
    this.render(reading, stats.bounds_millis);
  }

  render(reading, bounds) {
    const before = this.readings.find((each) => reading.at - each.at <= WINDOW_MILLIS);
    const seconds = (reading.at - before.at) / 1000;
    const keys = [...reading.rows].filter(([key, row]) => row.failed || key.split("\n")[1] !== "none").map(([key]) => key).sort(byVersion);
    this.body.replaceChildren(...keys.map((key) => {
      const [model, version, rpc] = key.split("\n");
      const now = reading.rows.get(key);
      const then = before.rows.get(key) || { ok: 0, failed: 0, atMost: bounds.map(() => 0) };
      const counts = now.atMost.map((count, i) => count - then.atMost[i]);
      const rate = (a, b) => (seconds > 0 ? number((a - b) / seconds) : "–");
      return el("tr", { "data-version": version },
        el("th", { scope: "row" }, version === "none" ? "refused" : `${model} / ${version}`),
        el("td", {}, rpc),
        el("td", { class: "n" }, rate(now.ok, then.ok)),
        el("td", { class: "n" }, duration(percentile(counts, now.ok - then.ok, bounds, 0.5))),
        el("td", { class: "n" }, duration(percentile(counts, now.ok - then.ok, bounds, 0.99))),
        el("td", { class: "n" }, rate(now.failed, then.failed)),
        el("td", {}, this.line(key)));
    }));
    show(this.status, keys.length ? "" : "No call has come yet. Draw a digit, or run ./twofold bench.");
  }

  // Calls a second, reading by reading.
  line(key) {
    const rates = this.readings.slice(1).map((reading, i) => {
      const before = this.readings[i];
      const ok = (reading.rows.get(key)?.ok ?? 0) - (before.rows.get(key)?.ok ?? 0);
      return { at: reading.at, rate: (ok * 1000) / Math.max(1, reading.at - before.at) };
    });
    const most = Math.max(1e-9, ...rates.map(({ rate }) => rate));
    const end = rates.at(-1)?.at ?? 0;
    const points = rates.map(({ at, rate }) => `${(100 - ((end - at) / MINUTE_MILLIS) * 100).toFixed(2)},${(15 - (rate / most) * 14).toFixed(2)}`);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
    svg.setAttribute("viewBox", "0 0 100 16");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    line.setAttribute("points", points.join(" "));
    svg.append(line);
    return svg;
  }
}

function byVersion(one, other) {
  const [a, b] = [one.split("\n"), other.split("\n")];
  return a[0].localeCompare(b[0]) || (Number(b[1]) || 0) - (Number(a[1]) || 0) || a[2].localeCompare(b[2]);
}

// Where a share of the calls lies, as if they were spread evenly within a bucket.
function percentile(atMost, all, bounds, share) {
  if (all <= 0) return null;
  const rank = all * share;
  const bucket = atMost.findIndex((count) => count >= rank);
  if (bucket < 0) return Infinity;
  const [low, before] = bucket ? [bounds[bucket - 1], atMost[bucket - 1]] : [0, 0];
  return low + ((bounds[bucket] - low) * (rank - before)) / Math.max(1, atMost[bucket] - before);
}

export function duration(millis) {
  if (millis === null) return "–";
  if (millis === Infinity) return "> 10 s";
  if (millis < 1) return `${Math.round(millis * 1000)} µs`;
  return millis < 1000 ? `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms` : `${(millis / 1000).toFixed(1)} s`;
}

export function number(value) {
  if (value === 0) return "0";
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value < 10 ? 1 : 0);
}
