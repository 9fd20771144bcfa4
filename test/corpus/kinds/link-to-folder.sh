ln -s .. wait-q/link-to-folder
