import { BlockList, isIPv6 } from 'node:net';

/**
 * IPv4 networks that are not of the public internet, and the one address by which machines of Azure reach their host.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const SPECIAL_IPV4 = [
  '0.0.0.0/8', // this network, unspecified
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // Azure
  '169.254.0.0/16', // link-local, metadata of clouds
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // multicast tunnels
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
];

/**
 * Within 2000::/3; outside of it no IPv6 address is public, neither unique-local, link-local and multicast ones nor
 * those that embed an IPv4 address (IPv4-mapped, NAT64).
 *
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const SPECIAL_IPV6 = [
  '2001::/23', // protocol assignments, Teredo
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
];

const special = networksOf([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
const publicIpv6 = networksOf(['2000::/3']);

/**
 * Whether an address is anything but a public one of the internet: loopback, private, link-local, multicast or of
 * another special purpose.
 */
export function isSpecialAddress(address: string): boolean {
  if (!isIPv6(address)) return special.check(address, 'ipv4');
  return !publicIpv6.check(address, 'ipv6') || special.check(address, 'ipv6');
}

function networksOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address, bits] = network.split('/') as [string, string];
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return list;
}
