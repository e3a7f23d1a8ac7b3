import { BlockList, isIP, isIPv6 } from 'node:net';

/** Hosts as an operator lists them: names and addresses, each with a port or with any, and networks. */
export class HostList {
  private readonly entries: readonly HostEntry[];

  /** @throws {RangeError} for an entry that `isHostEntry` refuses */
  constructor(entries: readonly string[]) {
    this.entries = entries.map((text) => {
      const entry = entryOf(text);
      if (!entry) throw new RangeError(`"${text}" is not a host name, an IP address or a network`);
      return entry;
    });
  }

  /** Whether the list has the name itself, whatever address it leads to. */
  hasName(name: string, port: number): boolean {
    const wanted = withoutDot(name);
    return this.entries.some((entry) => entry.name === wanted && isFor(entry, port));
  }

  /** An IPv4-mapped IPv6 address counts as the IPv4 address. */
  hasAddress(address: string, port: number): boolean {
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    return this.entries.some((entry) => entry.network?.check(address, family) && isFor(entry, port));
  }
}

/** `models.internal`, `models.internal:8000`, `10.0.0.5`, `10.0.0.5:8000`, `[fd00::5]:8000`, `10.0.0.0/8` and so on. */
export const isHostEntry = (text: string): boolean => entryOf(text) !== null;

/** The host of an address, without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

interface HostEntry {
  readonly name?: string;
  readonly network?: BlockList;
  /** Any if it is null. */
  readonly port: number | null;
}

export const MAX_PORT = 65_535;

function entryOf(text: string): HostEntry | null {
  const [, address, bits] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const network = address === undefined ? null : blockListOf(address, Number(bits));
  return network ? { network, port: null } : entryOfHost(text);
}

function entryOfHost(text: string): HostEntry | null {
  const [, host, digits] = /^(\[[^\]]+\]|[^\s:/?#@\\]+)(?::(\d{1,5}))?$/.exec(bracketed(text)) ?? [];
  if (host === undefined || !URL.canParse(`http://${host}`)) return null;
  const port = digits === undefined ? null : Number(digits);
  if (port !== null && (port < 1 || port > MAX_PORT)) return null;
  const name = withoutDot(hostOf(new URL(`http://${host}`))); // in the one spelling that URLs have
  const network = blockListOf(name, isIPv6(name) ? 128 : 32);
  if (network) return { network, port };
  return /^[\w.-]+$/.test(name) ? { name, port } : null;
}

function blockListOf(address: string, bits: number): BlockList | null {
  const version = isIP(address);
  if (version === 0 || bits > (version === 6 ? 128 : 32)) return null;
  const network = new BlockList();
  network.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4');
  return network;
}

const isFor = ({ port }: HostEntry, wanted: number) => port === null || port === wanted;
const bracketed = (text: string) => (isIPv6(text) ? `[${text}]` : text);
const withoutDot = (name: string) => name.replace(/\.$/, '');
