import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import {
  openGenerationPipeline,
  openRewardPipeline,
  type Picture,
  type Profile,
  readSampling,
  startBackend,
} from '../../server/perfusion/index.js';
import {
  drawTaste,
  type MerchantProfile,
  STYLE_AXES,
  type TastePopulation,
} from '../../server/simulation/index.js';
import { bootstrapMean } from '../../server/statistics/index.js';

const MODELS = path.join('server', 'models', 'demonstration');
const STUDY = path.join('experiments', '002-demonstration-pictures');
const SEED = 3;

const PROMPTS = [
  'red, dress, midi, long sleeves',
  'black, skirt, mini',
  'navy, coat, long sleeves',
  'mustard yellow, t-shirt',
  'ivory, blouse, puff sleeves',
  'cobalt blue, jumpsuit, wide leg',
  'grey, pants',
  'fuchsia, dress, sleeveless, mini',
  'camel, jacket',
  'sky blue, shirt',
  'burgundy, sweater, turtleneck',
  'rust, shorts',
  'floral, dress, maxi',
  'stripes, t-shirt, cropped',
  'plaid, coat',
  'emerald green, skirt, knee length',
];
/** Prompts that leave colour and silhouette to the merchant. */
const OPEN_PROMPTS = ['coat', 'dress', 'sweater', 'pants', 'skirt', 'shirt'];
const NOISES = 6;

interface Recipe {
  readonly groups: { readonly simulated: { readonly worldSeed: number; readonly taste: TastePopulation } };
}
interface PlugIn {
  readonly features: readonly { readonly name: string; readonly values: readonly string[] }[];
}

const readJson = <Value>(...file: string[]): Value =>
  JSON.parse(readFileSync(path.join(MODELS, ...file), 'utf8'));

const { taste, worldSeed } = readJson<Recipe>('recipe.json').groups.simulated;
const known = new Set(
  readJson<PlugIn>('reward', 'plug_in', 'config.json').features.find(({ name }) => name === 'store')?.values,
);
const merchants = readJson<MerchantProfile[]>('merchants.json')
  .filter(({ name }) => known.has(name))
  .map((merchant) => ({
    name: merchant.name,
    profile: { ...merchant.features, store: merchant.name },
    weights: drawTaste(merchant, taste, worldSeed).weights,
  }));
type Merchant = (typeof merchants)[number];

/** Of the merchants seen in training, the two who differ most on an axis of style. */
function opposites(axis: (typeof STYLE_AXES)[number]): readonly [Merchant, Merchant] {
  const place = STYLE_AXES.indexOf(axis);
  const sorted = [...merchants].sort((a, b) => a.weights[place]! - b.weights[place]!);
  return [sorted[0]!, sorted.at(-1)!];
}

const backend = await startBackend({});
const generator = openGenerationPipeline(path.join(MODELS, 'generator'), backend);
const judge = openRewardPipeline(path.join(MODELS, 'reward'), backend);
const sampling = readSampling(path.join(MODELS, 'generator'));
if (!sampling) throw new Error('The demonstration generator does not say how its pictures come out well.');

const draw = (prompt: string, profile: Profile, index: number): Picture =>
  generator.draw({ prompt, profile, seed: SEED, index, ...sampling });

async function saveGrid(name: string, rows: readonly (readonly Picture[])[]): Promise<void> {
  const { width: size } = rows[0]![0]!;
  const composites = rows.flatMap((row, y) =>
    row.map(({ pixels, width, height }, x) => ({
      input: Buffer.from(pixels),
      raw: { width, height, channels: 3 as const },
      left: x * size,
      top: y * size,
    })),
  );
  const [width, height] = [rows[0]!.length * size, rows.length * size];
  const grid = await sharp({ create: { width, height, channels: 3, background: 'white' } })
    .composite(composites)
    .png()
    .toBuffer();
  await sharp(grid)
    .resize(2 * width, 2 * height, { kernel: 'nearest' })
    .png()
    .toFile(path.join(MODELS, `${name}.png`));
}

await saveGrid(
  'prompts',
  [PROMPTS.slice(0, 8), PROMPTS.slice(8)].map((row) => row.map((prompt, index) => draw(prompt, {}, index))),
);
const shown = [...opposites('warmth'), ...opposites('looseness')];
await saveGrid(
  'merchants',
  [{}, ...shown.map(({ profile }) => profile)].map((profile) =>
    Array.from({ length: NOISES }, (_, index) => draw('coat', profile, index)),
  ),
);

/** How much more a merchant likes a picture drawn for them than one drawn with the same noise for their opposite. */
const differences = (['warmth', 'darkness', 'coverage', 'looseness'] as const).flatMap((axis) =>
  OPEN_PROMPTS.flatMap((prompt, index) => {
    const [low, high] = opposites(axis);
    const images = [low, high].map(({ profile }) => draw(prompt, profile, index));
    const [a, b] = judge.score({ prompt, profile: low.profile, images });
    const [c, d] = judge.score({ prompt, profile: high.profile, images });
    return [a! - b!, d! - c!];
  }),
);
const preference = bootstrapMean(differences, { seed: 1 });
const command = 'npm run study:demonstration-pictures';
const rows = shown.map(({ name, profile }) => ({ name, profile }));
await writeFile(
  path.join(STUDY, 'results.json'),
  `${JSON.stringify({ command, simulated: true, backend: backend.name, sampling, rows, preference }, null, 2)}\n`,
);
process.stdout.write(`${JSON.stringify(preference)}\n`);
