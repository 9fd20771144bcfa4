printf '<!doctype html>\n<script>alert(1)</script>\n' | drop wait-q/html
