// The versions of a model, where each stands, and what its scorecard says.

import { el } from "./api.js";

const MEASURES = {
  z_leak: "label read from z",
  rec_mse: "reconstruction error",
  swap_agreement: "swaps that show the content",
  swap_accuracy: "swaps that show the content",
};

export function state(version) {
  return version.state.replace("VERSION_STATE_", "");
}

export function inMemory(version) {
  return ["SERVING", "READY"].includes(state(version));
}

export function renderVersions(box, model) {
  if (!model) {
    box.replaceChildren(el("p", { class: "empty" }, "There is no model in the repository. ./twofold train makes one."));
    return;
  }
  const open = new Set([...box.querySelectorAll("details[open]")].map((details) => details.dataset.version));
  const cards = model.versions.map((version) => card(model, version, open.has(version.version)));
  const text = cards.map((made) => made.outerHTML).join("");
  if (box.dataset.text === text) return;
  box.dataset.text = text;
  box.replaceChildren(...cards);
}

function card(model, version, open) {
  const known = version.latent_space !== "";
  const { channels, height, width } = version.shape || {};
  const scores = Object.entries(version.scorecard).sort(([a], [b]) => a.localeCompare(b));
  return el("article", { class: "card", "data-version": version.version },
    el("header", {},
      el("h3", {}, `${model.model} / ${version.version}`),
      el("span", { class: "state " + state(version) }, state(version).toLowerCase()),
      known ? el("small", {}, `${channels === 1 ? "grey" : "colour"} ${width} × ${height}, s ${version.dim_s}, z ${version.dim_z}, latent space ${version.latent_space}`) : null),
    version.reason ? el("p", { class: "reason" }, version.reason) : null,
    scores.length
      ? el("details", { "data-version": version.version, open }, el("summary", {}, "Scorecard"),
        el("dl", { class: "facts" }, ...scores.map(([measure, value]) => el("div", {},
          el("dt", {}, MEASURES[measure] || measure.replaceAll("_", " ")), el("dd", {}, Number(value).toPrecision(3))))))
      : known ? el("small", {}, "No scorecard. ./twofold evaluate makes one.") : null);
}
