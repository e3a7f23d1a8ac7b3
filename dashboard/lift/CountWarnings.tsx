import { IconAlertTriangle } from '../ui/icons/outlined.js';

/** What is suspicious about some counts, one line each, with a mark; nothing if there is nothing. */
export function CountWarnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <span className="count-warnings">
      {warnings.map((warning) => (
        <span key={warning}>
          <IconAlertTriangle size={13} aria-hidden="true" />
          <span>
            <span className="visually-hidden">Check: </span>
            {warning}
          </span>
        </span>
      ))}
    </span>
  );
}
