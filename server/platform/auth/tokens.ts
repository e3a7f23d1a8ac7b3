import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** An unguessable secret in base64url: 256 random bits. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/**
 * What is stored of a token: its SHA-256, in hex. A slow hash would add nothing, since nobody can try out
 * 256 random bits; passwords, which people choose, are another matter.
 */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
