import { createBrowserRouter, Navigate } from 'react-router';
import { Fault } from './Fault.tsx';
import { Frame } from './Frame.tsx';
import { NotFound } from './NotFound.tsx';
import { ChooseOne } from '../knowledge/ChooseOne.tsx';
import { registryRoute } from '../registry/routes.tsx';
import { WorklistPage } from '../worklist/WorklistPage.tsx';

export const router = createBrowserRouter([
  {
    path: '/',
    element: <Frame />,
    errorElement: <Fault />,
    hydrateFallbackElement: <></>,
    children: [
      { index: true, element: <WorklistPage /> },
      {
        path: 'cases/:id',
        lazy: async () => ({ Component: (await import('../case/CasePage.tsx')).CasePage }),
      },
      {
        path: 'knowledge',
        lazy: async () => ({ Component: (await import('../knowledge/KnowledgePage.tsx')).KnowledgePage }),
        children: [
          { index: true, element: <Navigate to="/knowledge/diseases" replace /> },
          { path: 'diseases', element: <ChooseOne /> },
          { path: 'findings', element: <ChooseOne /> },
          { path: 'sources', element: <ChooseOne /> },
          {
            path: 'changes',
            lazy: async () => ({ Component: (await import('../knowledge/ChangesPage.tsx')).ChangesPage }),
          },
          {
            path: 'diseases/:id',
            lazy: async () => ({ Component: (await import('../knowledge/DiseasePage.tsx')).DiseasePage }),
          },
          {
            path: 'findings/:id',
            lazy: async () => ({ Component: (await import('../knowledge/FindingPage.tsx')).FindingPage }),
          },
          {
            path: 'sources/:id',
            lazy: async () => ({ Component: (await import('../knowledge/SourcePage.tsx')).SourcePage }),
          },
        ],
      },
      registryRoute,
      { path: '*', element: <NotFound /> },
    ],
  },
]);
