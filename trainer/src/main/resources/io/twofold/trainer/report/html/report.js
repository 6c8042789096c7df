"use strict";
for (const panel of document.querySelectorAll(".panel")) {
  const shown = panel.querySelector("output");
  const last = shown.textContent;
  for (const hit of panel.querySelectorAll(".hit")) {
    hit.addEventListener("pointerenter", () => { shown.textContent = hit.querySelector("title").textContent; });
  }
  panel.addEventListener("pointerleave", () => { shown.textContent = last; });
}
for (const group of document.querySelectorAll(".embeddings")) {
  const buttons = group.querySelectorAll("button[data-label]");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const pick = button.getAttribute("aria-pressed") === "false";
      for (const other of buttons) {
        other.setAttribute("aria-pressed", String(pick ? other === button : false));
      }
      group.classList.toggle("picked", pick);
      for (const dots of group.querySelectorAll(".dots")) {
        dots.classList.toggle("on", dots.dataset.label === button.dataset.label);
      }
    });
  }
}
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) {
    details.open = true;
  }
});
