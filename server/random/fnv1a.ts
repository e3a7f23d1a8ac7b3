const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * The 32-bit FNV-1a hash of a text, over its UTF-16 code units; of ASCII that is the hash of its bytes.
 * It tells streams and locks apart by name; it keeps nothing secret.
 *
 * @param start where the hash starts from: a seed, in place of the published offset basis
 * @returns an integer in [0, 2^32)
 * @see Fowler, Noll, Vo & Eastlake, "The FNV Non-Cryptographic Hash Algorithm", RFC 9923, 2026
 */
export function fnv1a(text: string, start = OFFSET_BASIS): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash >>> 0;
}
