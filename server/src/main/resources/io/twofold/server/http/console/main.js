// The console: which model and version are looked at, and who follows them.

import { el, post, repeat, show, useToken } from "./api.js";
import { Codes } from "./codes.js";
import { Rollout } from "./rollout.js";
import { Studio } from "./studio.js";
import { Traffic } from "./traffic.js";
import { inMemory, renderVersions, state } from "./versions.js";

const modelChoice = document.getElementById("model");
const versionChoice = document.getElementById("version");
const link = document.getElementById("link");
const access = document.getElementById("access");
const versionsStatus = document.getElementById("versions-status");
const routingKey = crypto.getRandomValues(new Uint32Array(2)).join("-");

let models = [];
let shape = "";

const model = () => models.find((each) => each.model === modelChoice.value);
const versions = () => model()?.versions ?? [];
const selection = () => ({ model: modelChoice.value, version: versionChoice.value || "0", routing_key: routingKey });

function refused(failure) {
  if (!failure.needsToken) return;
  access.hidden = false;
  document.getElementById("access-why").textContent = failure.message;
}

const codes = new Codes(() => studio.refresh(), refused);
const studio = new Studio(selection, (images, servedBy) => codes.follow(images, servedBy), refused);
const rollout = new Rollout(() => modelChoice.value, versions, refused);
new Traffic(refused);

document.querySelector("#studio .head").append(el("button", { type: "button", id: "example", onclick: () => studio.example() }, "Show an example"));

function options(select, choices) {
  const chosen = select.value;
  const text = JSON.stringify(choices);
  if (select.dataset.text === text) return;
  select.dataset.text = text;
  select.replaceChildren(...choices.map(([value, name]) => el("option", { value }, name)));
  if (choices.some(([value]) => value === chosen)) select.value = chosen;
}

function follow() {
  const looked = versions().find((version) => version.version === versionChoice.value)
    ?? versions().find((version) => state(version) === "SERVING");
  renderVersions(document.getElementById("versions"), model());
  const example = document.getElementById("example");
  if (!looked?.shape) return;
  const now = JSON.stringify(looked.shape);
  example.hidden = looked.shape.channels !== 1;
  if (now !== shape) {
    shape = now;
    studio.reshape(looked.shape);
  }
}

async function look() {
  try {
    models = (await post("models", {})).models;
    options(modelChoice, models.map((each) => [each.model, each.model]));
    options(versionChoice, [["0", "as callers get"], ...versions().filter(inMemory).map(({ version }) => [version, version])]);
    follow();
    const serving = versions().some((version) => state(version) === "SERVING");
    link.className = serving ? "link up" : "link";
    show(link, serving ? "serving" : "nothing serves");
    show(versionsStatus, "");
  } catch (failure) {
    link.className = "link down";
    show(link, failure.needsToken ? "needs a token" : "no answer");
    show(versionsStatus, failure.message, true);
    refused(failure);
  }
}

modelChoice.addEventListener("change", () => {
  options(versionChoice, [["0", "as callers get"], ...versions().filter(inMemory).map(({ version }) => [version, version])]);
  follow();
  studio.refresh();
  rollout.refresh();
});
versionChoice.addEventListener("change", () => {
  follow();
  studio.refresh();
});
access.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = document.getElementById("token");
  useToken(field.value);
  field.value = "";
  access.hidden = true;
  look().then(() => studio.refresh());
  rollout.refresh();
});

studio.refresh();
repeat(look, 2000);
