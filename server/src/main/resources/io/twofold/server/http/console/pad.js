// One input: a pad to draw on, for models of one channel, or a picture for any model.

import { el } from "./api.js";
import { paint, pixelsOf } from "./images.js";

const SIDE = 336;
const INK_SHARE = 20 / 28;
const SAMPLES_PER_PIXEL = 4;

export class Pad {
  constructor(name, changed) {
    this.name = name;
    this.changed = changed;
    this.strokes = [];
    this.pixels = null;
    this.inverted = false;
    this.canvas = el("canvas", { role: "img", "aria-label": `Image ${name}: empty` });
    this.hint = el("span", { class: "hint" });
    this.frame = el("div", { class: "pad", id: "pad-" + name.toLowerCase() }, this.canvas, this.hint);
    this.file = el("input", { type: "file", accept: "image/*", class: "vh", tabindex: "-1", "aria-label": `File for image ${name}` });
    this.pen = el("input", { type: "range", min: "0.6", max: "3.2", step: "0.1", value: "1.9", "aria-label": `Pen for ${name}` });
    this.penLabel = el("label", {}, "Pen ", this.pen);
    this.element = el("div", { class: "input" }, el("h3", {}, "Image " + name), this.frame,
      el("div", { class: "tools" },
        el("button", { type: "button", onclick: () => this.clear() }, "Clear"),
        el("button", { type: "button", onclick: () => this.file.click() }, "Choose file"),
        el("button", { type: "button", onclick: () => this.invert(), title: "Swaps light and dark" }, "Invert"),
        this.penLabel, this.file));
    this.listen();
  }

  listen() {
    this.file.addEventListener("change", () => this.file.files[0] && this.take(this.file.files[0]));
    this.pen.addEventListener("input", () => {
      this.strokes.forEach((stroke) => (stroke.pen = Number(this.pen.value)));
      this.redraw();
    });
    this.canvas.addEventListener("pointerdown", (event) => {
      if (!this.drawable || event.button !== 0) return;
      this.canvas.setPointerCapture(event.pointerId);
      this.picture = null;
      this.strokes.push({ pen: Number(this.pen.value), points: [this.point(event)] });
      this.redraw();
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (!this.canvas.hasPointerCapture(event.pointerId)) return;
      const moves = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      (moves.length ? moves : [event]).forEach((move) => this.strokes.at(-1).points.push(this.point(move)));
      this.redraw();
    });
    this.frame.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.frame.classList.add("over");
    });
    this.frame.addEventListener("dragleave", () => this.frame.classList.remove("over"));
    this.frame.addEventListener("drop", (event) => {
      event.preventDefault();
      this.frame.classList.remove("over");
      if (event.dataTransfer.files[0]) this.take(event.dataTransfer.files[0]);
    });
  }

  // A model of another shape: what was drawn is drawn for it, pictures are scaled again.
  reshape(shape) {
    this.shape = shape;
    this.drawable = shape.channels === 1;
    this.frame.classList.toggle("pictures", !this.drawable);
    this.penLabel.hidden = !this.drawable;
    if (!this.drawable) this.strokes = [];
    this.redraw();
  }

  draw(strokes) {
    this.picture = null;
    this.strokes = strokes;
    this.pen.value = strokes[0].pen;
    this.redraw();
  }

  clear() {
    this.strokes = [];
    this.picture = null;
    this.file.value = "";
    this.redraw();
  }

  invert() {
    this.inverted = !this.inverted;
    this.redraw();
  }

  async take(file) {
    try {
      this.picture = await createImageBitmap(file);
      this.strokes = [];
      this.redraw();
    } catch {
      this.hint.textContent = "This file is no image that a browser reads.";
      this.hint.hidden = false;
    }
  }

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  redraw() {
    if (!this.shape) return;
    const empty = !this.picture && this.strokes.length === 0;
    this.hint.hidden = !empty;
    this.hint.textContent = this.drawable ? `Draw, or drop an image` : `Drop an image, or choose a file`;
    this.pixels = empty ? null : this.read();
    if (this.picture) {
      paint(this.canvas, this.pixels, this.shape);
      this.canvas.style.imageRendering = "pixelated";
    } else {
      this.canvas.width = SIDE;
      this.canvas.height = SIDE;
      this.canvas.style.imageRendering = "auto";
      const context = this.canvas.getContext("2d");
      trace(context, this.strokes, SIDE, 0, 0, SIDE / 28);
      if (this.inverted && !empty) negate(context, SIDE, SIDE);
    }
    this.canvas.setAttribute("aria-label", `Image ${this.name}: ${empty ? "empty" : this.picture ? "a picture" : "a drawing"}`);
    this.changed();
  }

  read() {
    const { width, height } = this.shape;
    const scale = this.picture ? 1 : SAMPLES_PER_PIXEL;
    const big = scratch(width * scale, height * scale);
    if (this.picture) cover(big, this.picture, width, height);
    else centred(big, this.strokes, width * scale, height * scale);
    const small = scratch(width, height);
    small.imageSmoothingQuality = "high";
    small.drawImage(big.canvas, 0, 0, width, height);
    if (this.inverted) negate(small, width, height);
    return pixelsOf(small, this.shape);
  }
}

function scratch(width, height) {
  const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d", { willReadFrequently: true });
  context.fillRect(0, 0, width, height);
  return context;
}

function negate(context, width, height) {
  context.globalCompositeOperation = "difference";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = "source-over";
}

// Fills the canvas with the middle of a picture.
function cover(context, picture, width, height) {
  const scale = Math.max(width / picture.width, height / picture.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, (width - picture.width * scale) / 2, (height - picture.height * scale) / 2, picture.width * scale, picture.height * scale);
}

// Drawings are laid out as in MNIST: 20 of 28 pixels large, the middle of the ink in the middle.
function centred(context, strokes, width, height) {
  const points = strokes.flatMap((stroke) => stroke.points);
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const side = Math.min(width, height);
  const pen = side / 28;
  const scale = (side * INK_SHARE - pen * 2) / Math.max(right - left, bottom - top, 0.2);
  const [x, y] = middle(strokes);
  trace(context, strokes, scale, width / 2 - x * scale, height / 2 - y * scale, pen);
}

// The middle of the ink, by the length of the lines.
function middle(strokes) {
  let [x, y, weight] = [0, 0, 0];
  for (const { points } of strokes) {
    points.forEach((to, i) => {
      const from = points[Math.max(0, i - 1)];
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]) + 1e-6;
      x += ((from[0] + to[0]) / 2) * length;
      y += ((from[1] + to[1]) / 2) * length;
      weight += length;
    });
  }
  return [x / weight, y / weight];
}

function trace(context, strokes, scale, dx, dy, pen) {
  context.strokeStyle = "#fff";
  context.lineCap = context.lineJoin = "round";
  for (const stroke of strokes) {
    context.lineWidth = stroke.pen * pen * 1.15;
    context.beginPath();
    stroke.points.forEach(([x, y]) => context.lineTo(x * scale + dx, y * scale + dy));
    if (stroke.points.length === 1) context.lineTo(stroke.points[0][0] * scale + dx + 0.01, stroke.points[0][1] * scale + dy);
    context.stroke();
  }
}
