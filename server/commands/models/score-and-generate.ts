import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { CANDIDATES_RANGE } from '../../models/index.js';
import { GUIDANCE_RANGE, SAMPLING_STEPS_RANGE } from '../../perfusion/index.js';
import { invalidInput, OPERATOR, rangeWords } from '../../platform/index.js';
import type { Toile } from '../../schema.js';
import type { WithToile } from '../command.js';
import { findStore } from '../find-store.js';
import { finishJob } from '../finish-job.js';
import { numberOf } from '../number-option.js';

interface UseOptions {
  readonly store: string;
  readonly prompt: string;
  readonly workspace?: string;
  readonly model?: string;
}

interface GenerateOptions extends UseOptions {
  readonly count: string;
  readonly seed?: string;
  readonly steps?: string;
  readonly guidance?: string;
  readonly out: string;
}

/** `toile models score FILE...` and `toile models generate`. */
export function inferenceCommands(group: Command, withToile: WithToile): void {
  forStore(group.command('score'))
    .description(
      'Print how well each image shows a prompt to the taste of a store: 100 x the cosine, and the file',
    )
    .argument('<file...>', 'PNG, JPEG, WebP or AVIF; they are kept among the images of Toile')
    .action((files: string[], options: UseOptions) => withToile(({ toile }) => score(toile, files, options)));
  forStore(group.command('generate'))
    .description('Draw images for a prompt and the taste of a store, and print their files')
    .option('--count <number>', `how many, ${rangeWords(CANDIDATES_RANGE)}`, '5')
    .option('--seed <number>', 'the same seed gives the same images again; any otherwise')
    .option(
      '--steps <number>',
      `denoising steps per image, ${rangeWords(SAMPLING_STEPS_RANGE)}; what is usual for the model otherwise`,
    )
    .option(
      '--guidance <number>',
      `scale of classifier-free guidance, ${rangeWords(GUIDANCE_RANGE)}; what is usual for the model otherwise`,
    )
    .requiredOption('--out <folder>', 'where to put the images; made when missing')
    .action((options: GenerateOptions) => withToile(({ toile }) => generate(toile, options)));
}

const forStore = (command: Command) =>
  command
    .requiredOption('--store <store>', 'whose taste counts: name or id')
    .requiredOption('--prompt <text>', 'what the images show')
    .option('--workspace <workspace>', 'of the store: id or slug; the default workspace otherwise')
    .option('--model <id>', 'a version; the one in production otherwise');

async function score(toile: Toile, files: readonly string[], options: UseOptions): Promise<void> {
  const { prompt, model: versionId = null } = options;
  const { workspaceId, storeId } = await placeOf(toile, options);
  const imageIds: string[] = [];
  for (const file of files) imageIds.push(await keepImage(toile, file));
  const request = { storeId, prompt, imageIds, versionId };
  const { scores } = await toile.models.inference.score(OPERATOR, workspaceId, request);
  for (const [i, file] of files.entries()) process.stdout.write(`${scores[i]!.score.toFixed(3)}\t${file}\n`);
}

async function keepImage({ storage }: Toile, file: string): Promise<string> {
  await access(file).catch(() => {
    throw invalidInput(`${file} cannot be read: is it there?`);
  });
  return (await storage.images.addUnchecked(createReadStream(file))).hash;
}

async function generate(toile: Toile, options: GenerateOptions): Promise<void> {
  const { models } = toile;
  const { workspaceId, storeId } = await placeOf(toile, options);
  const { id } = await models.inference.generate(OPERATOR, workspaceId, {
    storeId,
    prompt: options.prompt,
    versionId: options.model ?? null,
    count: numberOf('--count', options.count),
    seed: numberOf('--seed', options.seed),
    steps: numberOf('--steps', options.steps),
    guidance: numberOf('--guidance', options.guidance),
  });
  await finishJob(toile, id);
  const folder = resolve(options.out);
  await mkdir(folder, { recursive: true });
  const [drawn = []] = await models.runs.listImagesUnchecked([id]);
  for (const { imageHash, position } of drawn) {
    const path = join(folder, `${position}.png`);
    const { stream } = await toile.storage.images.show(OPERATOR, imageHash, null);
    await pipeline(stream, createWriteStream(path));
    process.stdout.write(`${path}\n`);
  }
}

async function placeOf({ catalog }: Toile, { store, workspace }: UseOptions) {
  const { id: workspaceId } = await catalog.workspaces.resolve(OPERATOR, workspace ?? null);
  return { workspaceId, storeId: await findStore(catalog, workspaceId, store) };
}
