"""The chat page's own files: HTML, CSS and JavaScript without a framework or a build step."""
