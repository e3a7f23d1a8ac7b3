import { GraphiQL } from 'graphiql';
import { useRef, useState } from 'react';
import { ExplorerBar } from './ExplorerBar.js';
import { createFetcher } from './fetch-operation.js';
import { useViewer } from './use-viewer.js';

const FIRST_QUERY = `# Documentation: the book icon.
# Run an operation: Ctrl-Enter.
# Mutations change data: no dry run here.
query Stores {
  workspace {
    name
    timeZone
  }
  stores(first: 5) {
    edges {
      node {
        id
        name
      }
    }
  }
}
`;

const workspaceInAddress = () => new URLSearchParams(window.location.search).get('workspace');

const colourScheme = () =>
  document.documentElement.dataset.mantineColorScheme === 'dark' ? 'dark' : 'light';

/** The workspace in the address, and a fetcher that stays the same when another is chosen: the schema does not change. */
function useWorkspace() {
  const [workspace, setWorkspace] = useState(workspaceInAddress);
  const chosen = useRef(workspace);
  const [fetcher] = useState(() => createFetcher(() => chosen.current));
  const choose = (slug: string) => {
    chosen.current = slug;
    setWorkspace(slug);
    window.history.replaceState(null, '', `?workspace=${encodeURIComponent(slug)}`);
  };
  return { workspace, choose, fetcher };
}

/** A page to read the schema and try operations, as the person who is signed in. */
export function Explorer() {
  const state = useViewer();
  const { workspace, choose, fetcher } = useWorkspace();
  return (
    <div className="explorer">
      <ExplorerBar state={state} workspace={workspace} onChoose={choose} />
      <main aria-label="API explorer">
        {/* Operations may hold passwords and data of people: they are forgotten with the tab. */}
        <GraphiQL
          fetcher={fetcher}
          storage={window.sessionStorage}
          forcedTheme={colourScheme()}
          defaultQuery={FIRST_QUERY}
          schemaDescription
        />
      </main>
    </div>
  );
}
