import { useRef } from 'react';
import { useAddress } from '../../../ui/use-address.js';

/** Texts by their name in the address; several under one name keep their places, and empty ones are left out. */
export type FieldTexts = Readonly<Record<string, string | readonly string[]>>;

/** The texts of a form, which the address holds as they were written. */
export interface Fields {
  readonly params: URLSearchParams;
  /** Called when writing in a field begins. */
  readonly begin: () => void;
  /** Takes what is written, key by key: the browser's Back undoes all since `begin`. */
  readonly write: (texts: FieldTexts) => void;
  /** Takes a choice, which Back undoes. */
  readonly choose: (texts: FieldTexts) => void;
}

export function useFields(): Fields {
  const [params, change] = useAddress();
  const isWriting = useRef(false);
  const set = (texts: FieldTexts, replace: boolean) =>
    change((current) => withTexts(current, texts), { replace, preventScrollReset: true });
  return {
    params,
    begin: () => {
      isWriting.current = false;
    },
    write: (texts) => {
      set(texts, isWriting.current);
      isWriting.current = true;
    },
    choose: (texts) => set(texts, false),
  };
}

export function withTexts(params: URLSearchParams, texts: FieldTexts): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, written] of Object.entries(texts)) {
    next.delete(name);
    if (typeof written !== 'string') for (const text of written) next.append(name, text);
    else if (written !== '') next.set(name, written);
  }
  return next;
}
