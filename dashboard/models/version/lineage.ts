interface Kin {
  readonly id: string;
  readonly parent: { readonly id: string } | null;
}

export interface Lineage<V> {
  /** From the first ancestor down to the parent. */
  readonly ancestors: readonly V[];
  /** Versions trained on from this one, as given. */
  readonly children: readonly V[];
}

/** Where a version comes from and what came of it, among the versions that are known. */
export function lineageOf<V extends Kin>(versions: readonly V[], id: string): Lineage<V> {
  const byId = new Map(versions.map((version) => [version.id, version]));
  const parentOf = (version: V | undefined) => version?.parent && byId.get(version.parent.id);
  const ancestors: V[] = [];
  for (let next = parentOf(byId.get(id)); next && !ancestors.includes(next); next = parentOf(next))
    ancestors.unshift(next);
  return { ancestors, children: versions.filter(({ parent }) => parent?.id === id) };
}
