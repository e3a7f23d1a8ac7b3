import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OPERATOR, PROJECT_ROOT } from '../../platform/index.js';
import { filesIn } from './model-store.js';
import type { RegistryService } from './registry.service.js';
import type { StageService } from './stage.service.js';

const FOLDER = join(PROJECT_ROOT, 'server', 'models', 'demonstration');
const NOTE = 'small demonstration model, trained on simulated data';

/** The versions that come with Toile, by the folder each lies in. */
const NAMES = { reward: 'Demonstration reward model', generator: 'Demonstration generator' } as const;

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
  for (const [part, name] of Object.entries(NAMES)) {
    const path = join(folder, part);
    if (!(await isFolder(path))) continue;
    const known = await registry.findByContent(await filesIn(path));
    const version =
      known ?? (await registry.register(OPERATOR, { name, folder: path, simulated: true, note: NOTE }));
    await stages.promoteFirst(OPERATOR, version.id);
  }
}

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
