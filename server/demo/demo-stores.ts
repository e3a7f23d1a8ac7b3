import type { SimulatedShop } from '../simulation/index.js';
import { tercileEdges } from '../statistics/index.js';
import { type DemoSettings, drawsFor } from './demo-world.js';
import { storeNames } from './store-names.js';

/** What people see of a simulated shop. Its lifts have nothing to do with any of it. */
export interface DemoStore {
  readonly name: string;
  readonly currency: string;
  readonly positioning: Positioning;
  readonly attributes: Readonly<Record<'country' | 'size' | 'positioning', string>>;
}

export type Positioning = 'budget' | 'mid-range' | 'premium';

/** Countries with their currencies; those that come twice have twice as many shops. */
const COUNTRIES = [
  ['FR', 'EUR'],
  ['FR', 'EUR'],
  ['DE', 'EUR'],
  ['DE', 'EUR'],
  ['IT', 'EUR'],
  ['ES', 'EUR'],
  ['NL', 'EUR'],
  ['GB', 'GBP'],
  ['GB', 'GBP'],
  ['US', 'USD'],
  ['US', 'USD'],
  ['US', 'USD'],
  ['SE', 'SEK'],
  ['PL', 'PLN'],
  ['JP', 'JPY'],
  ['JP', 'JPY'],
] as const;

const POSITIONINGS: readonly Positioning[] = ['budget', 'mid-range', 'mid-range', 'premium'];

/** The stores of a world, in the order of its shops. */
export function demoStores({ seed }: DemoSettings, shops: readonly SimulatedShop[]): DemoStore[] {
  const draws = drawsFor(seed, 'stores');
  const names = storeNames(shops.length, draws);
  const sizeOf = sizes(shops);
  return shops.map((shop, index) => {
    const [country, currency] = draws.pick(COUNTRIES);
    const positioning = draws.pick(POSITIONINGS);
    const attributes = { country, size: sizeOf(shop), positioning };
    return { name: names[index]!, currency, positioning, attributes };
  });
}

/** A third of the shops each, by traffic. */
function sizes(shops: readonly SimulatedShop[]): (shop: SimulatedShop) => string {
  const { low, high } = tercileEdges(shops.map(({ trafficShare }) => trafficShare).sort((a, b) => a - b));
  return ({ trafficShare }) => {
    if (trafficShare <= low) return 'small';
    return trafficShare <= high ? 'medium' : 'large';
  };
}
