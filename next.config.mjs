// Builds that tests make beside the product's own (for example one without its middleware) name their own folder.
const distDir = process.env.NEXT_DIST_DIR ?? ".next";

/** @type {import('next').NextConfig} */
export default {
  distDir,
  // A build checks the types of what it builds; `npm run check` checks everything.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pino"],
};
