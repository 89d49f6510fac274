import path from 'node:path'
import { defineConfig } from '@tarojs/cli'

const root = path.resolve(__dirname, '..')

/** The part of webpack-chain that names Babel's configuration file; without it babel-loader looks into the root. */
interface Chain {
  module: { rule(name: string): { use(name: string): { tap(change: (options: object) => object): unknown } } }
}

function useOwnBabel(chain: Chain): void {
  chain.module
    .rule('script')
    .use('babelLoader')
    .tap((options) => ({ ...options, configFile: path.join(__dirname, 'babel.config.js'), babelrc: false }))
}

/** Taro's build of the member app: `taro build --type weapp` and `--type h5`, into dist/weapp and dist/h5. */
export default defineConfig<'webpack5'>(async () => ({
  projectName: 'jiepai',
  date: '2026-11-22',
  // The drawings are 375 wide: 1 px in the styles is 2 rpx in the mini-program.
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  plugins: [path.join(__dirname, 'accessible.js')],
  defineConstants: {
    // The CloudBase environment that the mini-program calls; empty means the one chosen in DevTools.
    CLOUD_ENV: JSON.stringify(process.env.JIEPAI_CLOUD_ENV ?? ''),
    APP_VERSION: JSON.stringify(require(path.join(root, 'package.json')).version),
  },
  cache: { enable: false },
  // A Chinese letter is three bytes as it stands and six as an escape.
  terser: { config: { output: { ascii_only: false } } },
  // The H5 is for this machine alone and never downloaded from afar: what builds in half the time will do.
  jsMinimizer: process.env.TARO_ENV === 'h5' ? 'esbuild' : 'terser',
  esbuild: { minify: { config: { charset: 'utf8', target: 'es2018' } } },
  mini: {
    // No page writes HTML: the parser for it stays outside.
    runtime: { enableInnerHTML: false },
    postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
    webpackChain: useOwnBabel,
  },
  h5: {
    publicPath: '/',
    staticDirectory: 'static',
    // Plain elements instead of web components: smaller, and roles and labels reach the page as written.
    useHtmlComponents: true,
    router: { mode: 'hash' },
    postcss: {
      autoprefixer: { enable: true, config: {} },
      // On a desktop screen the phone's page stays a phone: 23 px is a column of 431 px.
      pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 17, maxRootSize: 23 } },
    },
    webpackChain: useOwnBabel,
  },
}))
