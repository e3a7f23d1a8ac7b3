import { priceOf, quantityOf } from '../../events/index.js';
import { decimalTotal } from '../../platform/index.js';
import { beginningOf } from '../shown-text.js';

/** What a row of an order says of money, as it is written. */
interface StatedAmount {
  readonly price: string | undefined;
  readonly quantity: string | undefined;
  readonly amount: string | undefined;
}

/** What a row cost in major units, exact: its price times its quantity, else its amount. */
export function orderedAmount({ price, quantity, amount }: StatedAmount): {
  amount?: string;
  amountIsComputed?: boolean;
  fault?: string;
} {
  const pieces = quantityOf(quantity);
  if (price === undefined || pieces === null) return amount === undefined ? {} : { amount }; // the quantity is rejected
  const piece = priceOf(price);
  if (piece === null)
    return { fault: `price is "${beginningOf(price)}", which is not a decimal number from 0 such as 19.99` };
  const total = decimalTotal([[piece, pieces]])!; // it has a decimal term
  if (amount !== undefined && !isEqual(amount, total))
    return {
      fault: `amount is ${beginningOf(amount)}, but price times quantity is ${total}: map only one of the two`,
    };
  return { amount: total, amountIsComputed: amount === undefined };
}

const isEqual = (amount: string, total: string): boolean =>
  Number(
    decimalTotal([
      [amount, 1],
      [total, -1],
    ]) ?? Number.NaN,
  ) === 0;
