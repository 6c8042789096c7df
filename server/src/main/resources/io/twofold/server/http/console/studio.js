// Two images, each rebuilt, and both swaps: four pairs in one call.

import { latest, post, show } from "./api.js";
import { clear, message, paint, split } from "./images.js";
import { Pad } from "./pad.js";

const PAUSE_MILLIS = 40;
const NAMES = { "00": "A rebuilt", "01": "A in the style of B", "10": "B in the style of A", "11": "B rebuilt" };

// Two digits to begin with, as lines on a pad of side 1.
const SEVEN = [{ pen: 2.4, points: [[0.22, 0.24], [0.48, 0.2], [0.78, 0.2], [0.7, 0.38], [0.58, 0.58], [0.5, 0.82]] }];
const TWO = [{ pen: 1.2, points: [[0.42, 0.34], [0.5, 0.22], [0.64, 0.18], [0.73, 0.26], [0.7, 0.4], [0.56, 0.58], [0.38, 0.74], [0.28, 0.82], [0.44, 0.78], [0.58, 0.82], [0.68, 0.8]] }];

export class Studio {
  constructor(selection, answered, refused) {
    this.selection = selection;
    this.answered = answered;
    this.refused = refused;
    this.status = document.getElementById("swap-status");
    this.pads = ["A", "B"].map((name) => new Pad(name, () => this.refresh()));
    document.getElementById("inputs").append(...this.pads.map((pad) => pad.element));
    this.cells = Object.fromEntries([...document.querySelectorAll("#matrix canvas")].map((cell) => [cell.dataset.pair, cell]));
    this.refresh = latest(() => this.swap(), PAUSE_MILLIS);
  }

  reshape(shape) {
    this.shape = shape;
    this.pads.forEach((pad) => pad.reshape(shape));
  }

  example() {
    this.pads[0].draw(SEVEN);
    this.pads[1].draw(TWO);
  }

  images() {
    return this.pads.map((pad) => pad.pixels);
  }

  async swap() {
    const images = this.images();
    const present = [0, 1].filter((i) => images[i]);
    const pairs = present.flatMap((content) => present.map((style) => [content, style]));
    for (const [key, cell] of Object.entries(this.cells)) {
      if (!pairs.some((pair) => pair.join("") === key)) clear(cell, NAMES[key]);
    }
    if (pairs.length === 0) {
      show(this.status, "Draw two digits, and each is shown in the style of the other.");
      this.answered(images, null);
      return;
    }
    const started = performance.now();
    try {
      const answer = await post("swap", {
        model: this.selection(),
        contents: message(pairs.map(([content]) => images[content])),
        styles: message(pairs.map(([, style]) => images[style])),
        image_format: "IMAGE_FORMAT_UINT8",
      });
      const shape = answer.images.shape;
      split(answer.images).forEach((pixels, i) => {
        const key = pairs[i].join("");
        paint(this.cells[key], pixels, shape);
        this.cells[key].setAttribute("aria-label", NAMES[key]);
      });
      const took = Math.max(1, Math.round(performance.now() - started));
      show(this.status, `Version ${answer.served_by.version}, ${took} ms in the browser` + (pairs.length === 1 ? ". One more image, and they swap." : ""));
      this.answered(images, answer.served_by);
    } catch (failure) {
      show(this.status, failure.message, true);
      this.refused(failure);
    }
  }
}
