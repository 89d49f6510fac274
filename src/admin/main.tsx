import './theme/tokens.css'
import './theme/base.css'
import './theme/shell.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Desk } from './Desk'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <Desk />
  </StrictMode>,
)
