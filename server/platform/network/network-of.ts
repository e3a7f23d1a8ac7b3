import { normalizeIP } from '@fastify/rate-limit';

/** Bits that name the network of one customer: the rest of an IPv6 address is theirs to choose. */
const IPV6_PREFIX = 64;

/**
 * Whom attempts from an address are counted for: the address itself, or of an IPv6 address its network. There is no
 * address once the client is gone.
 */
export const networkOf = (address: string | undefined): string => normalizeIP(address ?? '', IPV6_PREFIX);
