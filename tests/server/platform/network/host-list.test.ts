import { describe, expect, it } from '@jest/globals';
import { HostList, isHostEntry } from '../../../../server/platform/network/host-list.js';

describe('a list of hosts', () => {
  it.each([
    ['models.internal', 'models.internal', 8000],
    ['Models.Internal.', 'models.internal', 80],
    ['models.internal', 'models.internal.', 80],
    ['models.internal:8000', 'models.internal', 8000],
    ['localhost:80', 'localhost', 80],
  ])('with %s has the name %s at %d', (entry, name, port) => {
    expect(new HostList([entry]).hasName(name, port)).toBe(true);
  });

  it.each([
    ['models.internal', 'other.models.internal', 80],
    ['models.internal:8000', 'models.internal', 8001],
    ['10.0.0.5', '10.0.0.5.example.com', 80],
  ])('with %s has not the name %s at %d', (entry, name, port) => {
    expect(new HostList([entry]).hasName(name, port)).toBe(false);
  });

  it.each([
    ['10.0.0.5', '10.0.0.5', 80],
    ['10.0.0.5', '::ffff:10.0.0.5', 80],
    ['10.0.0.5:8000', '10.0.0.5', 8000],
    ['10.1.0.0/16', '10.1.255.255', 1],
    ['::1', '::1', 80],
    ['[::1]:8000', '0:0:0:0:0:0:0:1', 8000],
    ['fd00::/8', 'fd12::1', 80],
    ['fe80::/10', 'fe80::1%eth0', 80],
  ])('with %s has the address %s at %d', (entry, address, port) => {
    expect(new HostList(['first.example.com', entry]).hasAddress(address, port)).toBe(true);
  });

  it.each([
    ['10.0.0.5', '10.0.0.6', 80],
    ['10.0.0.5:8000', '10.0.0.5', 80],
    ['10.1.0.0/16', '10.2.0.0', 80],
    ['[::1]:8000', '::1', 80],
    ['models.internal', '10.0.0.5', 80],
  ])('with %s has not the address %s at %d', (entry, address, port) => {
    expect(new HostList([entry]).hasAddress(address, port)).toBe(false);
  });

  it.each([
    '',
    'http://models.internal',
    'models.internal/v2',
    'models internal',
    'me@models.internal',
    'models.internal:0',
    'models.internal:65536',
    'models.internal:http',
    '10.0.0.0/33',
    '10.0.0.256',
    'fd00::/129',
    'models.internal/8',
    '[::1',
    '*',
  ])('refuses %j', (entry) => {
    expect(isHostEntry(entry)).toBe(false);
    expect(() => new HostList([entry])).toThrow(RangeError);
  });
});
