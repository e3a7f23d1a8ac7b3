import { Button, Text } from '@mantine/core';
import { FullPage } from '../ui/page/FullPage.js';

/** Shown when a page fails to draw or its code cannot be loaded, after an upgrade of the server, say. */
export function RouteError() {
  return (
    <FullPage title="This page could not be shown">
      <Text c="dimmed">
        Toile may have been upgraded since you opened it. Loading the page again usually helps.
      </Text>
      <Button onClick={() => window.location.reload()}>Load again</Button>
    </FullPage>
  );
}
