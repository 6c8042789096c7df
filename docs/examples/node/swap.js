// Encodes two PNG files and swaps them on a Twofold server, knowing nothing of it but the .proto.
// Run `npm ci` in this folder first.
//
//   node swap.js 127.0.0.1:7411 content.png style.png swapped.png
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const PROTO = path.join(
  __dirname,
  '../../../proto/src/main/proto/twofold/v1/codec_service.proto',
);

function connect(address) {
  const { twofold } = grpc.loadPackageDefinition(protoLoader.loadSync(PROTO, { keepCase: true }));
  return new twofold.v1.CodecService(address, grpc.credentials.createInsecure());
}

function call(client, method, request) {
  const deadline = new Date(Date.now() + 5000);
  return new Promise((resolve, reject) => {
    client[method](request, { deadline }, (error, answer) =>
      error ? reject(error) : resolve(answer),
    );
  });
}

// The codes arrive as little-endian floats.
function floats(buffer) {
  return Array.from({ length: buffer.length / 4 }, (_, i) => buffer.readFloatLE(4 * i));
}

async function main([address, contentFile, styleFile, outFile]) {
  if (!outFile) {
    console.error('usage: node swap.js HOST:PORT CONTENT.png STYLE.png OUT.png');
    return 2;
  }
  const client = connect(address);
  const png = (file) => ({ png: { files: [fs.readFileSync(file)] } });

  const encoded = await call(client, 'Encode', { images: png(contentFile) });
  console.log('served by', encoded.served_by.model, 'version', encoded.served_by.version.toString());
  console.log('s', floats(encoded.codes.s).map((v) => v.toFixed(2)).join(' '));
  console.log('z', floats(encoded.codes.z).map((v) => v.toFixed(2)).join(' '));

  const swapped = await call(client, 'Swap', {
    contents: png(contentFile),
    styles: png(styleFile),
    image_format: 'IMAGE_FORMAT_PNG',
  });
  fs.writeFileSync(outFile, swapped.images.png.files[0]);
  console.log('wrote', outFile);
  client.close();
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
