import type { FastifyRequest } from 'fastify';
import { networkOf } from '../network/network-of.js';

/** Whom requests are counted for: a key, a person or, without either, a network. */
export function senderOf({ viewer, ip }: FastifyRequest): string {
  if (viewer.kind === 'key') return viewer.keyId;
  return viewer.kind === 'user' ? viewer.userId : networkOf(ip);
}
