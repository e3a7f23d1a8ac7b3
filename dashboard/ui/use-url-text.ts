import { useAddress } from './use-address.js';

/** A text that lives in the address under a name; empty means absent. */
export function useUrlText(name: string): readonly [string, (text: string) => void] {
  const [params, change] = useAddress();
  const set = (text: string) =>
    change(
      (current) => {
        const next = new URLSearchParams(current);
        if (text) next.set(name, text);
        else next.delete(name);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return [params.get(name) ?? '', set];
}
