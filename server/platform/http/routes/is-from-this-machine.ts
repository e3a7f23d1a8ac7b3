import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Headers by which a reverse proxy says that it asks for another client. */
const PROXY_HEADERS =
  /^(forwarded|via|x-forwarded-.+|x-real-ip|x-client-ip|cf-connecting-ip|true-client-ip)$/;

/**
 * Whether a program on this machine asks, and for itself only. Without `TOILE_TRUST_PROXY` no header of a proxy may
 * stand in the request; with it the proxy must be on this machine too, and so must everybody in `X-Forwarded-For`: the
 * first address there is what the client wrote, whatever it is.
 */
export function isFromThisMachine({ socket, headers, ips }: FastifyRequest): boolean {
  if (!isLoopback(socket.remoteAddress ?? '')) return false;
  const forwardedFor = headers['x-forwarded-for'];
  if (ips === undefined || forwardedFor === undefined)
    return !Object.keys(headers).some((name) => PROXY_HEADERS.test(name));
  return String(forwardedFor)
    .split(',')
    .every((address) => isLoopback(address.trim()));
}

/** False also for what is not an address. */
const isLoopback = (address: string) =>
  isIP(address) !== 0 && LOOPBACK.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
