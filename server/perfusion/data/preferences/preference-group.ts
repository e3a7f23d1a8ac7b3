import { createHash } from 'node:crypto';
import type { Picture } from '../../clip/resize-bicubic.js';
import { decodePicture } from '../decode-picture.js';

/** A picture that is read when it is needed. */
export interface PictureFile {
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly hash: string;
  /** @throws {ModelError} if the file is gone */
  bytes(): Promise<Uint8Array>;
}

/** Pictures that a merchant saw together for one prompt, and what they thought of them. */
export interface PreferenceGroup {
  readonly prompt: string;
  /** What is known of the merchant: values by feature name. */
  readonly profile: Readonly<Record<string, string>>;
  readonly images: readonly (Picture | PictureFile)[];
  /** Whether each picture was liked, in the order of the pictures. */
  readonly positives: readonly boolean[];
  /** How much the group counts in training; 1 if left out. */
  readonly weight?: number;
}

/** Groups in a fixed order. */
export interface PreferenceDataset {
  readonly groups: readonly PreferenceGroup[];
  /** SHA-256 over the whole content and its order, hexadecimal: what a model was trained on. */
  readonly snapshotHash: string;
}

/** @throws {ModelError} if the file is gone or no picture */
export const pictureOf = async (image: Picture | PictureFile): Promise<Picture> =>
  'pixels' in image ? image : decodePicture(await image.bytes());

/** @returns the groups with their SHA-256, which changes with any prompt, profile, picture or the order */
export function preferenceDataset(groups: readonly PreferenceGroup[]): PreferenceDataset {
  const hash = createHash('sha256');
  for (const { prompt, profile, images, positives, weight = 1 } of groups) {
    const features = Object.entries(profile).sort(([a], [b]) => (a < b ? -1 : 1));
    const line = JSON.stringify([prompt, features, images.map(contentHash), positives, weight]);
    hash.update(`${line}\n`);
  }
  return { groups, snapshotHash: hash.digest('hex') };
}

function contentHash(image: Picture | PictureFile): string {
  if ('hash' in image) return image.hash;
  const { width, height, pixels } = image;
  return createHash('sha256').update(`${width} ${height} `).update(pixels).digest('hex');
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
