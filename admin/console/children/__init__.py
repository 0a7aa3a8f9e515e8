"""One child: found, what is held of them, who read it, handing over, the file about them, erasing."""
