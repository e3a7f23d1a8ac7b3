import type { Location } from 'react-router';

/** The sign-in page, which leads back to a place. */
export const signInPath = ({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string =>
  `/sign-in?next=${encodeURIComponent(pathname + search)}`;
