import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { cleanImage, DomainError, type ImageService, invalidInput } from '../../platform/index.js';
import type { Chunk } from '../runs/row-importer.js';

const EXTENSIONS = new Set(['.png', '.jpg', '.jpeg', '.webp', '.avif']);

/** What a row says about its image. */
export interface WantedImage {
  /** A file of the folder, with or without its path and extension; null where the row names none. */
  readonly name: string | null;
  /** The item's key: its image is the file of this name where the row names none. */
  readonly key: string;
}

export interface KeptImage {
  /** Of the image that was kept; null in a dry run. */
  readonly hash: string | null;
  readonly found: boolean;
  /** Why the row cannot be imported; null where it can, with an image or without. */
  readonly reason: string | null;
}

/** The images of an import: every image file in a folder and in the folders below it. */
export class ImageFolder {
  private constructor(
    private readonly images: ImageService,
    private readonly paths: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** @throws {DomainError} INVALID_INPUT where there is no such folder, or no image in it */
  static async open(folder: string, images: ImageService): Promise<ImageFolder> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null);
    if (!entries) throw invalidInput(`There is no folder ${folder}`);
    const files = entries
      .filter((entry) => entry.isFile() && EXTENSIONS.has(extname(entry.name).toLowerCase()))
      .map((entry) => join(entry.parentPath, entry.name));
    if (files.length === 0) throw invalidInput(`There is no PNG, JPEG, WebP or AVIF in ${folder}`);
    return new ImageFolder(images, pathsByName(folder, files));
  }

  /**
   * Keeps the image of a row. A dry run only looks whether it can be shown.
   *
   * @returns nothing found, and no reason, where the row names no image and no file has the item's name
   */
  async keep({ manager, dryRun }: Chunk, { name, key }: WantedImage): Promise<KeptImage> {
    const found = this.paths.get(nameKey(name ?? key)) ?? [];
    if (found.length > 1)
      return refused(`${found.length} images are called "${name ?? key}": name it by its path`);
    const [path] = found;
    if (path === undefined) {
      return name === null
        ? { hash: null, found: false, reason: null }
        : refused(`there is no image "${name}" in the folder`);
    }
    try {
      const image = await cleanImage(await readFile(path));
      const hash = dryRun ? null : (await this.images.addCleanUnchecked(manager, image)).hash;
      return { hash, found: true, reason: null };
    } catch (error) {
      if (error instanceof DomainError) return refused(`the image ${path}: ${error.message}`);
      throw error;
    }
  }
}

const refused = (reason: string): KeptImage => ({ hash: null, found: false, reason });

/** An image is found by its path below the folder or by its name alone, each with and without its extension. */
function pathsByName(folder: string, files: readonly string[]): Map<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const path of files) {
    const below = relative(folder, path);
    const name = below.split(sep).at(-1) ?? below;
    const names = [below, name].flatMap((text) => [text, text.slice(0, -extname(text).length)]);
    for (const key of new Set(names.map(nameKey))) {
      const known = paths.get(key);
      if (known) known.push(path);
      else paths.set(key, [path]);
    }
  }
  return paths;
}

/** File names of macOS come decomposed, those in tables composed; some systems do not tell letter case apart. */
const nameKey = (name: string) => name.replaceAll('\\', '/').normalize('NFC').toLowerCase();
