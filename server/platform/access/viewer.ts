/** What a person may be; one role a person (deny by default: a role sees only what an access rule grants it). */
export enum Role {
  ADMIN = 'ADMIN',
  ANALYST = 'ANALYST',
  PM = 'PM',
  EXPERT = 'EXPERT',
  MERCHANT = 'MERCHANT',
  ML_ENGINEER = 'ML_ENGINEER',
}

/** What an API key may do. Spelled `events:write` and so on wherever people type it. */
export enum Scope {
  EVENTS_WRITE = 'events:write',
  COUNTS_WRITE = 'counts:write',
  CATALOG_WRITE = 'catalog:write',
  ASSIGNMENTS_READ = 'assignments:read',
  READ = 'read',
}

/** Who is asking. `operator` is the command line and the server itself: whoever holds the machine. */
export type Viewer =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'user'; readonly userId: string; readonly email: string; readonly role: Role }
  | {
      readonly kind: 'key';
      readonly keyId: string;
      readonly name: string;
      readonly workspaceId: string;
      readonly scopes: readonly Scope[];
    }
  | { readonly kind: 'operator' };

export const ANONYMOUS: Viewer = { kind: 'anonymous' };
export const OPERATOR: Viewer = { kind: 'operator' };
