const path = require('node:path')

module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>'],
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/**/*.test.{ts,tsx}'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'cjs', 'json'],
  transform: { '\\.tsx?$': path.join(__dirname, '../jestTransform.cjs') },
  setupFiles: ['<rootDir>/mock/globals.ts'],
  moduleNameMapper: {
    '\\.scss$': '<rootDir>/mock/style.ts',
    '^@tarojs/components$': '<rootDir>/mock/components.tsx',
    '^@tarojs/taro$': '<rootDir>/mock/taro.ts',
  },
  cacheDirectory: path.join(__dirname, '../../node_modules/.cache/jest-ui'),
  maxWorkers: 1,
}
