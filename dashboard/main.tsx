import '@fontsource-variable/instrument-sans/wght.css';
import '@fontsource-variable/newsreader/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/base.css';
import './ui/chart/chart.css';
import './app/shell/shell.css';
import './lift/lift.css';
import './catalog/catalog.css';
import './catalog/item-ranking/item-ranking.css';
import './help/help.css';
import './models/models.css';
import './experiments/calculators/calculators.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
