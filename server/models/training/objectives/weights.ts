import {
  type Backend,
  type GeneratorFolder,
  loadParts,
  type Module,
  type RewardFolder,
  readGeneratorFolder,
  readRewardFolder,
} from '../../../perfusion/index.js';

/** @returns the models of a reward folder with their weights */
export function loadedReward(path: string, backend: Backend): RewardFolder {
  const folder = readRewardFolder(path);
  loadParts(folder.parts, { backend, activationBytes: 0, purpose: `The reward model in ${path}` });
  return folder;
}

/** @returns the models of a generator folder with their weights */
export function loadedGenerator(path: string, backend: Backend): GeneratorFolder {
  const folder = readGeneratorFolder(path);
  loadParts(folder.parts, { backend, activationBytes: 0, purpose: `The generator in ${path}` });
  return folder;
}

/** Takes over the weights of equal name and shape; the others stay. */
export function copyWeights(target: Module, source: Pick<Module, 'parameters'>): void {
  const sources = source.parameters();
  for (const [name, parameter] of target.parameters()) {
    const other = sources.get(name);
    if (other && String(other.shape) === String(parameter.shape)) parameter.assign(other.value.clone());
  }
}

/** Frees what a folder holds. */
export function disposeParts({ parts }: Pick<RewardFolder, 'parts'>): void {
  for (const { module } of parts) module.dispose();
}
