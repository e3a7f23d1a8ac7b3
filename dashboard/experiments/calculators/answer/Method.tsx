/** A formula and where it comes from. */
export interface MethodSource {
  readonly name: string;
  readonly source: string;
}

/** By which formulas an answer is computed. */
export const Method = ({ sources }: { readonly sources: readonly MethodSource[] }) => (
  <details className="method">
    <summary>Methods and sources</summary>
    <dl>
      {sources.map(({ name, source }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{source}</dd>
        </div>
      ))}
    </dl>
  </details>
);
