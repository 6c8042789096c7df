// The codes of the two images: steps between them, and one slider for each value.

import { el, latest, post, show } from "./api.js";
import { clear, floatsFromBase64, floatsToBase64, message, paint, split } from "./images.js";

const FRAMES = 9;
const DECODED = "The image of these codes";

export class Codes {
  constructor(stale, refused) {
    this.stale = stale;
    this.refused = refused;
    this.codes = [null, null];
    this.canvas = document.getElementById("decoded");
    this.status = document.getElementById("codes-status");
    this.between = document.getElementById("between-status");
    this.strips = ["s", "z"].map((code) => document.querySelector(`#strip-${code} .frames`));
    for (const [i, strip] of this.strips.entries()) {
      for (let frame = 0; frame < FRAMES; frame++) {
        const share = Math.round((frame / (FRAMES - 1)) * 100);
        strip.append(el("canvas", { role: "img", "aria-label": `${i ? "z" : "s"}, ${share} % of the way to B` }));
      }
    }
    this.refresh = latest(() => this.encode());
    this.decode = latest(() => this.decodeEdited());
    document.querySelectorAll("[name=whose]").forEach((radio) => radio.addEventListener("change", () => this.reset()));
    document.getElementById("codes-reset").addEventListener("click", () => this.reset());
  }

  // The images changed, and a version rebuilt them; null where there are none.
  follow(images, servedBy) {
    this.images = images;
    this.servedBy = servedBy;
    this.refresh();
  }

  get whose() {
    const chosen = Number(document.querySelector("[name=whose]:checked").value);
    return this.codes[chosen] ? chosen : this.codes.findIndex((codes) => codes);
  }

  async encode() {
    const present = [0, 1].filter((i) => this.servedBy && this.images[i]);
    if (present.length === 0) {
      this.codes = [null, null];
      this.reset();
      this.step();
      return;
    }
    try {
      const by = this.servedBy;
      this.model = { model: by.model, version: by.version };
      const { codes } = await post("encode", { model: this.model, images: message(present.map((i) => this.images[i])) });
      const [s, z] = [floatsFromBase64(codes.s), floatsFromBase64(codes.z)];
      const before = this.whose < 0 ? null : this.codes[this.whose];
      this.codes = [null, null];
      this.space = codes.latent_space;
      present.forEach((image, i) => {
        this.codes[image] = {
          s: s.slice(i * codes.dim_s, (i + 1) * codes.dim_s),
          z: z.slice(i * codes.dim_z, (i + 1) * codes.dim_z),
        };
      });
      // Edits stay while their own image does.
      if (!before || !alike(before, this.codes[this.whose])) this.reset();
      this.enable();
      await this.step();
    } catch (failure) {
      show(this.between, failure.message, true);
      this.refused(failure);
      // The version that rebuilt the images has gone: another one shall.
      if (failure.status === 404) setTimeout(this.stale, 1000);
    }
  }

  // Both strips, in one call.
  async step() {
    const [a, b] = this.codes;
    if (!a || !b) {
      this.strips.forEach((strip) => [...strip.children].forEach((frame) => clear(frame, "Step")));
      show(this.between, "The steps appear once there are two images.");
      return;
    }
    const shares = Array.from({ length: FRAMES }, (_, i) => i / (FRAMES - 1));
    const mixed = (code, share) => a[code].map((value, i) => value + (b[code][i] - value) * share);
    const frames = [
      ...shares.map((share) => ({ s: mixed("s", share), z: a.z })),
      ...shares.map((share) => ({ s: a.s, z: mixed("z", share) })),
    ];
    const { images, pixels } = await this.imagesOf(frames);
    pixels.forEach((bytes, i) => paint(this.strips[Math.floor(i / FRAMES)].children[i % FRAMES], bytes, images.shape));
    show(this.between, "");
  }

  // The sliders as the image has its codes.
  reset() {
    const whose = this.whose;
    const codes = whose < 0 ? null : this.codes[whose];
    this.edited = codes && { s: [...codes.s], z: [...codes.z] };
    for (const code of ["s", "z"]) this.slide(code, this.edited ? this.edited[code] : []);
    if (!codes) {
      clear(this.canvas, DECODED);
      show(this.status, "No image yet.");
      return;
    }
    this.enable();
    this.decode();
  }

  enable() {
    document.querySelectorAll("[name=whose]").forEach((radio) => (radio.disabled = !this.codes[radio.value]));
  }

  slide(code, values) {
    const box = document.getElementById("sliders-" + code);
    const reach = Math.ceil(Math.max(3, ...values.map((value) => Math.abs(value) * 1.5)));
    while (box.children.length > values.length) box.lastChild.remove();
    while (box.children.length < values.length) box.append(this.slider(code, box.children.length));
    values.forEach((value, i) => {
      const [, range, output] = box.children[i].children;
      range.min = -reach;
      range.max = reach;
      range.value = value;
      output.textContent = value.toFixed(2);
    });
  }

  slider(code, i) {
    const output = el("output", {});
    const range = el("input", {
      type: "range", step: "0.01", "aria-label": `${code} ${i + 1}`, "data-code": code,
      oninput: () => {
        this.edited[code][i] = Number(range.value);
        output.textContent = Number(range.value).toFixed(2);
        this.decode();
      },
    });
    return el("label", {}, el("span", {}, code + (i + 1)), range, output);
  }

  async decodeEdited() {
    if (!this.edited) return;
    try {
      const { images, pixels } = await this.imagesOf([this.edited]);
      paint(this.canvas, pixels[0], images.shape);
      this.canvas.setAttribute("aria-label", DECODED);
      show(this.status, "");
    } catch (failure) {
      show(this.status, failure.message, true);
      this.refused(failure);
    }
  }

  async imagesOf(codes) {
    const { images } = await post("decode", {
      model: this.model,
      image_format: "IMAGE_FORMAT_UINT8",
      codes: {
        latent_space: this.space,
        count: codes.length,
        s: floatsToBase64(codes.flatMap(({ s }) => s)),
        z: floatsToBase64(codes.flatMap(({ z }) => z)),
      },
    });
    return { images, pixels: split(images) };
  }
}

function alike(one, other) {
  const near = (a, b) => a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) < 1e-3);
  return near(one.s, other.s) && near(one.z, other.z);
}
