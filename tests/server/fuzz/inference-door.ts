import fc, { type Arbitrary } from 'fast-check';
import { type Door, type FuzzRequest, jsonRequest } from './request.js';
import { looseRecord, mostly, oddText, oddValue } from './values.js';

const DATATYPES = ['BYTES', 'FP32', 'INT64', 'INT32', 'BOOL', 'X'];

/** The Open Inference Protocol v2: requests in the shapes that clients send, mostly. */
export const inferenceDoor = (versions: readonly string[], png: Buffer): Door => ({
  name: 'inference',
  server: 'inference',
  share: 0.1,
  mainSender: 'inferenceKey',
  requests: fc.oneof(
    { weight: 4, arbitrary: inferences(versions, png) },
    { weight: 1, arbitrary: metadata(versions) },
  ),
});

const models = mostly(
  fc.constantFrom('reward', 'generator'),
  fc.constantFrom('constructor', '%zz', 'a%00b'),
) as Arbitrary<string>;

const pathOf = (versions: readonly string[]) =>
  fc
    .tuple(models, fc.constantFrom('', ...versions.map((id) => `/versions/${id}`), '/versions/x'))
    .map(([model, version]) => `/v2/models/${model}${version}`);

const metadata = (versions: readonly string[]): Arbitrary<FuzzRequest> =>
  fc
    .tuple(pathOf(versions), fc.constantFrom('', '/ready', '/infer', '/nothing'))
    .map(([path, rest]) => ({ method: 'GET', path: `${path}${rest}`, headers: {} }));

const inferences = (versions: readonly string[], png: Buffer): Arbitrary<FuzzRequest> =>
  fc.tuple(pathOf(versions), mostly(bodies(png))).map(([path, body]) => jsonRequest(`${path}/infer`, body));

function bodies(png: Buffer): Arbitrary<object> {
  const image = png.toString('base64');
  const images = fc.constantFrom(image, image.slice(0, 90), '', 'AAAA', '!!');
  const texts: Readonly<Record<string, Arbitrary<unknown>>> = {
    prompt: fc.oneof(fc.constantFrom('ab cd', ' ', 'a'.repeat(2_001)), oddText),
    profile: fc.oneof(fc.constantFrom('{"store":"Bob"}', '{}', '[]', '{"__proto__":"x"}', '{'), oddText),
    image: images,
    seed: fc.constantFrom<unknown>(0, 1, -1, 2 ** 31, '7'),
    index: fc.constantFrom<unknown>(0, 1_001, 1.5),
    num_inference_steps: fc.constantFrom<unknown>(1, 0, 51),
    guidance_scale: fc.constantFrom<unknown>(2.5, 0, 1e9),
  };
  const tensor = fc.constantFrom(...Object.keys(texts)).chain((name) => tensorOf(name, texts[name]!));
  const outputs = fc.array(looseRecord({ name: fc.constantFrom('score', 'image', 'other') }), {
    maxLength: 2,
  });
  return looseRecord({
    id: oddText,
    inputs: fc.oneof(
      fc.array(tensor, { maxLength: 4 }),
      scoring(image),
      fc.array(oddValue, { maxLength: 2 }),
    ),
    outputs,
    parameters: oddValue,
  });
}

const tensorOf = (name: string, element: Arbitrary<unknown>): Arbitrary<object> =>
  fc.array(mostly(element), { maxLength: 3 }).chain((data) =>
    looseRecord({
      name: fc.constant(name),
      datatype: fc.constantFrom(...DATATYPES),
      shape: fc.oneof(fc.constant([data.length]), fc.constantFrom([-1], [], [2, 2], [1e9], [-5], ['1'])),
      data: fc.constant(data),
    }),
  );

/** One that a model can answer. */
const scoring = (image: string): Arbitrary<object[]> =>
  fc.constant([
    { name: 'prompt', datatype: 'BYTES', shape: [1], data: ['ab cd'] },
    { name: 'image', datatype: 'BYTES', shape: [1], data: [image] },
  ]);
