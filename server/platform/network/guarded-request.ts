import { lookup } from 'node:dns';
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { DomainError } from '../errors/domain-error.js';
import { type HostList, hostOf } from './host-list.js';
import { isSpecialAddress } from './special-address.js';

/** An address that is not public, and that the operator does not list. The message is for those who set up servers. */
export class HostRefusedError extends DomainError {
  constructor({ host }: URL) {
    super(
      'INVALID_INPUT',
      `${host} is not a public internet address. To let Toile connect to it, the operator must add it to ` +
        `TOILE_REMOTE_HOSTS (TOILE_REMOTE_HOSTS=${host}) and restart Toile`,
    );
  }
}

export interface GuardedRequest extends Pick<RequestOptions, 'method' | 'headers' | 'signal'> {
  readonly body?: string | undefined;
  /** May be connected to although they are not public. */
  readonly allowed: HostList;
}

/**
 * Sends one HTTP request over a connection of its own and follows no redirect. The addresses of the host are looked up
 * once, and those that are public or allowed are the ones connected to: no other answer of the DNS gets between.
 *
 * @returns the answer with its body still to be read
 * @throws {HostRefusedError} if no address of the host is public or allowed
 * @throws what Node throws if the server cannot be reached or the signal aborts
 */
export async function guardedRequest(
  url: URL,
  { body, allowed, ...options }: GuardedRequest,
): Promise<IncomingMessage> {
  const mayConnect = connectionRule(url, allowed);
  const host = hostOf(url);
  if (isIP(host) && !mayConnect(host)) throw new HostRefusedError(url); // Node looks up names only
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, { ...options, agent: false, lookup: guardedLookup(url, mayConnect) })
      .on('response', resolve)
      .on('error', reject)
      .end(body);
  });
}

function connectionRule(url: URL, allowed: HostList): (address: string) => boolean {
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const isNamed = allowed.hasName(hostOf(url), port);
  return (address) => isNamed || !isSpecialAddress(address) || allowed.hasAddress(address, port);
}

const guardedLookup =
  (url: URL, mayConnect: (address: string) => boolean): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const addresses = found.filter(({ address }) => mayConnect(address));
      const [first] = addresses;
      if (!first) return done(new HostRefusedError(url), []);
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
