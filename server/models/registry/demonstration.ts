import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { OPERATOR, PROJECT_ROOT } from '../../platform/index.js';
import { PERSONALISED_LESS_NOT } from '../training/training-outcome.js';
import type { ModelMetric } from '../versions/model-facts.type.js';
import { DEMONSTRATION_NOTE } from './limitations.js';
import type { RegistryService } from './registry.service.js';
import type { StageService } from './stage.service.js';

const FOLDER = join(PROJECT_ROOT, 'server', 'models', 'demonstration');

/** The versions that come with Toile, by the folder each lies in. */
const NAMES = { reward: 'Demonstration reward model', generator: 'Demonstration generator' } as const;

/** What `toile models train` writes of both models beside them. */
const Measured = z.array(
  z
    .object({
      name: z.string(),
      value: z.number(),
      lower: z.number().optional(),
      upper: z.number().optional(),
      unit: z.string().optional(),
      n: z.number().optional(),
    })
    .transform(({ n: sampleSize, ...metric }) => ({ ...metric, sampleSize })),
);

/** The measures of a recipe's models that say how good the one of a kind is. */
export const metricsOf = <M extends { readonly name: string }>(
  part: keyof typeof NAMES,
  metrics: readonly M[],
): M[] => metrics.filter(({ name }) => name.endsWith(PERSONALISED_LESS_NOT) === (part === 'generator'));

export interface DemonstrationParts {
  readonly registry: RegistryService;
  readonly stages: StageService;
}

/**
 * Registers the models that come with Toile, unless they are, and puts each into production where nothing of its kind
 * is. Nothing happens where they are not part of the installation.
 *
 * @param folder of the demonstration models; that of the installation by default
 */
export async function registerDemonstration(
  { registry, stages }: DemonstrationParts,
  folder = FOLDER,
): Promise<void> {
  const measured = await measuredIn(folder);
  for (const part of ['reward', 'generator'] as const) {
    const name = NAMES[part];
    const metrics = metricsOf(part, measured);
    const path = join(folder, part);
    if (!(await isFolder(path))) continue;
    const known = await registry.findByContentUnchecked(path);
    const version =
      known ??
      (await registry.register(OPERATOR, {
        name,
        folder: path,
        simulated: true,
        note: DEMONSTRATION_NOTE,
        metrics,
      }));
    await stages.promoteFirst(OPERATOR, version.id);
  }
}

/** The metrics of a folder of demonstration models; none where it has no `metrics.json`. */
async function measuredIn(folder: string): Promise<ModelMetric[]> {
  const path = join(folder, 'metrics.json');
  const isThere = await stat(path).catch(() => null);
  return isThere ? Measured.parse(JSON.parse(await readFile(path, 'utf8'))) : [];
}

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
