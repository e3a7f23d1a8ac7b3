import { useLayoutEffect, useRef } from 'react';
import { type NavigateOptions, useLocation, useSearchParams } from 'react-router';

type Change = (make: (current: URLSearchParams) => URLSearchParams, options?: NavigateOptions) => void;

/**
 * The parameters of the address, and the way to change them. A change is made of the address as it is when it is
 * made, however long ago the page was drawn: an answer of the server that comes late takes back nothing that a person
 * chose in the meantime, and where they have left the page it changes nothing.
 */
export function useAddress(): readonly [URLSearchParams, Change] {
  const { pathname } = useLocation();
  const [params, setParams] = useSearchParams();
  const shown = { pathname, params, setParams };
  const latest = useRef<typeof shown>(null);
  useLayoutEffect(() => {
    latest.current = shown;
    return () => {
      latest.current = null;
    };
  });
  const change: Change = (make, options) => {
    const now = latest.current;
    if (now?.pathname === pathname) now.setParams(make(now.params), options);
  };
  return [params, change];
}
