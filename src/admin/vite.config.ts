import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root: here,
  base: '/admin/',
  // Babel and PostCSS look upwards for configuration and would find the mini-program's.
  plugins: [react({ babel: { babelrc: false, configFile: false } })],
  css: { postcss: { plugins: [] } },
  build: {
    outDir: '../../dist/admin',
    emptyOutDir: true,
    target: 'es2020',
    // exceljs alone is larger than vite's default limit; it is loaded by the import worker only.
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
})
