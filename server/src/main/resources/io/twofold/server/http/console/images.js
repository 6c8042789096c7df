// Pixels and codes, as the wire has them: base64 of bytes, channel by channel, row by row.

export function toBase64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export function floatsToBase64(values) {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, i) => view.setFloat32(i * 4, value, true));
  return toBase64(new Uint8Array(view.buffer));
}

export function floatsFromBase64(text) {
  const bytes = fromBase64(text);
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(i * 4, true));
}

// The images of a message, for a request.
export function message(images) {
  const size = images[0].length;
  const all = new Uint8Array(size * images.length);
  images.forEach((image, i) => all.set(image, i * size));
  return { count: images.length, uint8: toBase64(all) };
}

// The images of an answer.
export function split(answer) {
  const bytes = fromBase64(answer.uint8);
  const size = bytes.length / answer.count;
  return Array.from({ length: answer.count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

export function paint(canvas, bytes, shape) {
  const { channels, height, width } = shape;
  const plane = height * width;
  canvas.width = width;
  canvas.height = height;
  const pixels = new ImageData(width, height);
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) pixels.data[i * 4 + c] = bytes[channels === 1 ? i : c * plane + i];
    pixels.data[i * 4 + 3] = 255;
  }
  canvas.getContext("2d").putImageData(pixels, 0, 0);
}

export function clear(canvas, label) {
  canvas.width = canvas.height = 1;
  canvas.setAttribute("aria-label", label + ": empty");
}

// What a drawn canvas holds, for a model of a shape. Grey is Rec. 601 luma.
export function pixelsOf(context, shape) {
  const { channels, height, width } = shape;
  const plane = height * width;
  const rgba = context.getImageData(0, 0, width, height).data;
  const bytes = new Uint8Array(channels * plane);
  for (let i = 0; i < plane; i++) {
    const [r, g, b] = rgba.subarray(i * 4, i * 4 + 3);
    if (channels === 1) bytes[i] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
    else [r, g, b].forEach((value, c) => (bytes[c * plane + i] = value));
  }
  return bytes;
}
