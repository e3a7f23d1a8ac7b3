import { decimalTotal, minorDigits, rangeWords } from '../../platform/index.js';
import { QUANTITY_RANGE } from '../event.js';
import { mayGroupDigits, priceOf, quantityOf } from '../line-values.js';
import { firstStated, isBlank, type Json } from './json.js';
import { itemOf, storeOf } from './product.js';

/** What an order says of one item, in all its lines: two sizes of a shirt are one order of it. */
export interface OrderedItem {
  /** Place of the first line among the products. */
  readonly index: number;
  readonly lines: readonly Json[];
  readonly quantity: number;
  /** Price times quantity of all lines, exact, in major units; null if a line has no price. */
  readonly amount: string | null;
  readonly currency: unknown;
  /** What is wrong with a line; the sums mean nothing then. */
  readonly fault?: string;
}

/** A line with its place among the products. */
type Line = readonly [index: number, product: Json];

/** The items of an order, in the order of their first lines. */
export function orderedItems(products: readonly Json[], properties: Json): OrderedItem[] {
  const groups = new Map<string | number, Line[]>();
  for (const line of products.entries()) {
    const key = itemKey(line, properties);
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()].map((lines) => orderedItem(lines, properties));
}

/** The same for lines of the same item, whichever field names it. A line without an item stands alone. */
function itemKey([index, product]: Line, properties: Json): string | number {
  const item = itemOf(product);
  return item === undefined ? index : `${nameOf(storeOf(product, properties))}\0${nameOf(item)}`;
}

/** As the item is looked up: the number 5 and the text "5" are one name. */
const nameOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : (JSON.stringify(value) ?? '');

function orderedItem(lines: readonly Line[], properties: Json): OrderedItem {
  const [index] = lines[0]!; // a group begins with a line
  const currencies = new Set(lines.map(([, line]) => currencyOf(line, properties)));
  const fault =
    lines.map((line) => faultOf(line, properties)).find((found) => found !== null) ??
    currencyFault(index, currencies);
  const products = lines.map(([, line]) => line);
  return {
    index,
    lines: products,
    quantity: products.reduce((sum, line) => sum + (quantityOf(line.quantity) ?? 0), 0),
    amount: amountOf(products),
    currency: [...currencies][0],
    ...(fault !== null && { fault }),
  };
}

function currencyOf(line: Json, properties: Json): unknown {
  const currency = firstStated(line.currency, properties.currency);
  return typeof currency === 'string' ? currency.trim().toUpperCase() : currency;
}

const currencyFault = (index: number, { size }: ReadonlySet<unknown>): string | null =>
  size === 1
    ? null
    : `products[${index}] and other lines of its item have ${size} currencies: send one order per currency`;

function faultOf([index, line]: Line, properties: Json): string | null {
  const { quantity, price } = line;
  if (quantityOf(quantity) === null)
    return `products[${index}].quantity ${shown(quantity)} is not a whole number ${rangeWords(QUANTITY_RANGE)}`;
  if (mayGroupDigits(quantity, 0)) return `products[${index}].quantity ${twoMeanings(quantity, 0)}`;
  if (!isBlank(price) && priceOf(price) === null)
    return `products[${index}].price ${shown(price)} is not a decimal number from 0: send it like 1299.00`;
  const currency = currencyOf(line, properties);
  if (mayGroupDigits(price, typeof currency === 'string' ? minorDigits(currency) : 0))
    return `products[${index}].price ${twoMeanings(price, 2)}`;
  return null;
}

/** @param value a text of three digits after its point */
function twoMeanings(value: unknown, digits: number): string {
  const [large, small] = [Number(String(value).replace('.', '')), Number(value)];
  return `${shown(value)} may be ${large} or ${small}: send a JSON number, or write it like ${large.toFixed(digits)}`;
}

const MAX_SHOWN = 50;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}

/** Unknown where the price of any line is: what the others sum up to would be too little. */
function amountOf(lines: readonly Json[]): string | null {
  const terms = lines.flatMap((line): [string, number][] => {
    const price = priceOf(line.price);
    return price === null ? [] : [[price, quantityOf(line.quantity) ?? 0]];
  });
  return terms.length === lines.length ? decimalTotal(terms) : null;
}
