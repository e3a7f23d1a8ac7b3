import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** Characters of a text that may be a token: more than any has. */
export const MAX_TOKEN_LENGTH = 100;

/** An unguessable secret in base64url: 256 random bits. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/**
 * What is stored of a token: its SHA-256, in hex. A slow hash would add nothing, since nobody can try out
 * 256 random bits; passwords, which people choose, are another matter.
 */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
