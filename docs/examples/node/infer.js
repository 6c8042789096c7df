// Asks a Twofold server as a stock inference client does: health, the model's tensors, and a swap over
// the Open Inference Protocol, whose answer must equal that of the native Swap within 1e-6.
// Run `npm ci` in this folder first.
//
//   node infer.js 127.0.0.1:7411
'use strict';

const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const PROTOS = path.join(__dirname, '../../../proto/src/main/proto');
const MODEL = 'mnist';
const SIDE = 28;

function load(file) {
  const options = { keepCase: true, longs: Number, enums: String, defaults: true };
  return grpc.loadPackageDefinition(protoLoader.loadSync(file, options));
}

function call(client, method, request) {
  const deadline = new Date(Date.now() + 5000);
  return new Promise((resolve, reject) => {
    client[method](request, { deadline }, (error, answer) =>
      error ? reject(error) : resolve(answer),
    );
  });
}

// An image as little-endian floats from 0 to 1, row by row.
function draw(ink) {
  const bytes = Buffer.alloc(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      bytes.writeFloatLE(Math.min(1, Math.max(0, ink(x, y))), 4 * (y * SIDE + x));
    }
  }
  return bytes;
}

const ring = draw((x, y) => 2 - Math.abs(Math.hypot(x - 13.5, y - 13.5) - 7));
const stroke = draw((x, y) => (y > 4 && y < 23 ? 2 - Math.abs(x - 18 + 0.4 * y) : 0));

function worstDifference(a, b) {
  let worst = a.length === b.length ? 0 : Infinity;
  for (let at = 0; at + 4 <= Math.min(a.length, b.length); at += 4) {
    worst = Math.max(worst, Math.abs(a.readFloatLE(at) - b.readFloatLE(at)));
  }
  return worst;
}

async function main([address]) {
  if (!address) {
    console.error('usage: node infer.js HOST:PORT');
    return 2;
  }
  const insecure = grpc.credentials.createInsecure();
  const { Health } = load(path.join(__dirname, 'health.proto')).grpc.health.v1;
  const { GRPCInferenceService } = load(
    path.join(PROTOS, 'inference/grpc_inference_service.proto'),
  ).inference;
  const { CodecService } = load(path.join(PROTOS, 'twofold/v1/codec_service.proto')).twofold.v1;
  const health = new Health(address, insecure);
  const inference = new GRPCInferenceService(address, insecure);
  const codec = new CodecService(address, insecure);

  const { status } = await call(health, 'Check', { service: MODEL });
  console.log('health of', MODEL, 'is', status);

  const name = `${MODEL}.swap`;
  const metadata = await call(inference, 'ModelMetadata', { name });
  for (const { name: tensor, datatype, shape } of metadata.inputs) {
    console.log('input', tensor, datatype, shape.join('x'));
  }

  const image = { datatype: 'FP32', shape: [1, 1, SIDE, SIDE] };
  const inferred = await call(inference, 'ModelInfer', {
    model_name: name,
    id: 'ring-and-stroke',
    inputs: [
      { name: 'content', ...image },
      { name: 'style', ...image },
    ],
    raw_input_contents: [ring, stroke],
  });
  console.log('call', inferred.id, 'answered by version', inferred.model_version);

  const swapped = await call(codec, 'Swap', {
    model: { model: MODEL },
    contents: { count: 1, float32: ring },
    styles: { count: 1, float32: stroke },
    image_format: 'IMAGE_FORMAT_FLOAT32',
  });
  const worst = worstDifference(inferred.raw_output_contents[0], swapped.images.float32);
  console.log('largest difference from the native Swap:', worst);
  for (const client of [health, inference, codec]) {
    client.close();
  }
  return status === 'SERVING' && worst <= 1e-6 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
