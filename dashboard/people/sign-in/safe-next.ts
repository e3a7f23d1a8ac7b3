/** Where to go after signing in: a path of this site, never an address that a stranger put into a link. */
export const safeNext = (next: string | null): string =>
  next !== null && /^\/(?![/\\])/u.test(next) ? next : '/';
