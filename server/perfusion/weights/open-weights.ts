import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ModelError } from '../model-error.js';
import { openSafetensors } from './open-safetensors.js';
import type { TensorSource } from './stored-tensor.js';

/**
 * File names under which folders of Hugging Face, diffusers and open_clip keep their weights; the first found counts.
 */
const KNOWN_NAMES = ['.safetensors', '.safetensors.index.json', '.fp16.safetensors'].flatMap((ending) =>
  ['model', 'diffusion_pytorch_model', 'open_clip_model'].map((name) => `${name}${ending}`),
);

/**
 * Opens the weights of one model: a safetensors file, an index of several (shards), or a folder
 * that holds either under its usual name. The caller closes the source.
 *
 * @throws {ModelError} if nothing usable is there, a shard is missing or damaged, or the index
 *         and the shards disagree
 */
export function openWeights(path: string): TensorSource {
  if (existsSync(path) && statSync(path).isDirectory()) return openWeights(weightFileIn(path));
  return path.endsWith('.index.json') ? openShards(path) : openSafetensors(path);
}

/**
 * The files that hold the weights of one model: one file, or an index and its shards.
 *
 * @param folder as `openWeights` takes it
 * @throws {ModelError} if nothing usable is there, or the index cannot be read
 */
export function weightFilesOf(folder: string): string[] {
  const file = weightFileIn(folder);
  if (!file.endsWith('.index.json')) return [file];
  return [file, ...[...new Set(readIndex(file).values())].map((shard) => join(folder, shard))];
}

function weightFileIn(folder: string): string {
  const name = KNOWN_NAMES.find((known) => existsSync(join(folder, known)));
  if (name) return join(folder, name);
  throw new ModelError(
    `${folder} holds none of ${KNOWN_NAMES.join(', ')}. Convert .bin or .ckpt weights to safetensors first.`,
  );
}

function openShards(path: string): TensorSource {
  const places = readIndex(path);
  const shards = new Map<string, TensorSource>();
  const close = () => {
    for (const shard of shards.values()) shard.close();
  };
  try {
    for (const file of new Set(places.values())) shards.set(file, openSafetensors(join(dirname(path), file)));
    requireListed(path, places, shards);
  } catch (error) {
    close();
    throw error;
  }
  const holders = holdersOf(places, shards);
  return {
    origin: path,
    tensors: new Map([...holders].map(([name, shard]) => [name, shard.tensors.get(name)!])),
    metadata: {},
    read(name) {
      const shard = holders.get(name);
      if (!shard) throw new ModelError(`${path} holds no tensor ${name}.`);
      return shard.read(name);
    },
    close,
  };
}

/** The shard of every tensor; those that the index forgot come last, so that a model that lacks them names them. */
function holdersOf(
  places: ReadonlyMap<string, string>,
  shards: ReadonlyMap<string, TensorSource>,
): Map<string, TensorSource> {
  const holders = new Map([...places].map(([name, file]) => [name, shards.get(file)!]));
  for (const shard of shards.values()) {
    for (const name of shard.tensors.keys()) if (!holders.has(name)) holders.set(name, shard);
  }
  return holders;
}

/** @returns the shard file of every tensor */
function readIndex(path: string): Map<string, string> {
  const map: unknown = parseJson(path)?.weight_map;
  if (typeof map !== 'object' || map === null)
    throw new ModelError(`${path} has no weight_map; it is no index of shards.`);
  return new Map(Object.entries(map).map(([name, file]) => [name, basename(String(file))])); // beside the index only
}

function parseJson(path: string): { weight_map?: unknown } | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { weight_map?: unknown } | null;
  } catch (error) {
    throw new ModelError(`${path} cannot be read as JSON; download it again.`, { cause: error });
  }
}

function requireListed(
  path: string,
  places: ReadonlyMap<string, string>,
  shards: ReadonlyMap<string, TensorSource>,
): void {
  const absent = [...places].filter(([name, file]) => !shards.get(file)?.tensors.has(name));
  if (absent.length === 0) return;
  throw new ModelError(
    `${path} lists tensors that their shards do not hold: ${absent.map(([name]) => name).join(', ')}.`,
  );
}
